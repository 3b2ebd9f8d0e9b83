import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unverifiedClaims } from '#experiments/uploads/claims.ts';
import { PLATFORMS } from '#experiments/uploads/platform.ts';

test('the guide marks every claim about a platform that nobody has shown us, and no other', () => {
  const guide = readFileSync('site/guide/uploads.md', 'utf8').split('\n## Unverified\n')[1] ?? '';
  const marked = guide.split('\n').filter((line) => line.startsWith('- '));
  expect(marked).toEqual(
    PLATFORMS.flatMap((platform) =>
      unverifiedClaims(platform).map(({ text, source }) => `- ${text} (${source})`),
    ),
  );
});
