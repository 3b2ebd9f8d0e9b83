import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { previewLinks } from '#worker/reporting/preview-links.ts';
import { visit } from '../visit.ts';
import { catalog } from '../world.ts';

const NOW = Date.now();
const given = { signingKeys: env.TRUELIFT_SIGNING_KEYS, now: NOW };

test('the links of a report show the variants they name, drafts too', async () => {
  const links = await previewLinks(catalog, 'headline', given);
  const demo = links?.landings.find(({ path }) => path === '/demo/');
  expect(demo?.links.map(({ variantId }) => variantId)).toEqual(['control', 'bold']);
  expect((await visit(demo?.links[1]?.href ?? '')).heading).toBe('Demo headline.bold');
  expect((await visit(demo?.links[0]?.href ?? '')).heading).toBe('Demo control');
  const draft = await previewLinks(catalog, 'draft', given);
  const last = draft?.landings[0]?.links.at(-1);
  expect((await visit(last?.href ?? '')).heading).toBe(`Demo draft.${last?.variantId}`);
});

test('there are none without a signing key, for an unknown experiment, and after a week', async () => {
  expect(await previewLinks(catalog, 'headline', { ...given, signingKeys: undefined })).toBeNull();
  expect(await previewLinks(catalog, 'nothing', given)).toBeNull();
  const old = await previewLinks(catalog, 'draft', { ...given, now: NOW - 7 * 86_400_000 });
  const { html } = await visit(old?.landings[0]?.links.at(-1)?.href ?? '');
  expect(html).not.toContain('tl-preview');
});
