import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pictureFaults } from '#site/build/picture-budget.ts';

function site(bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'truelift-pictures-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'crew.avif'), Buffer.alloc(bytes));
  writeFileSync(
    join(folder, 'index.html'),
    '<head><link rel="preload" as="image" imagesrcset="/crew.avif 360w, /crew.avif 720w"></head>',
  );
  return folder;
}

test('a first screen may load a picture of 150 KB', async () => {
  expect(await pictureFaults(site(150 * 1_024))).toEqual([]);
});

test('a larger one is named with the page that loads it and the most it may weigh', async () => {
  const [fault] = await pictureFaults(site(150 * 1_024 + 1));
  expect(fault).toMatch(
    /^index\.html: its first screen loads \/crew\.avif with 151 KB; at most 150/,
  );
});
