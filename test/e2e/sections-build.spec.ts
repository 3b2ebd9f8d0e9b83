import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { ROOT } from '#site/commands/local/settings.ts';
import { buildSite, withBuildLock } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { test } from './sections-site.ts';

// A build of its own takes long on a busy machine.
test.describe.configure({ timeout: 120_000 });

test('scripts of a page without dialog, steps and another site’s page are at most 1 KB together', async ({
  sections,
}) => {
  const [tracker = ''] = scriptsOf(sections.page('crm'));
  const light = scriptsOf(sections.page('gallery')).filter(
    (script) => !/fieldset|showModal|\.embed/.test(script),
  );
  expect(light).toHaveLength(2);
  expect(brotliCompressSync([tracker, ...light].join('\n')).length).toBeLessThanOrEqual(1_024);
});

test('a build that is not told so has no gallery', async () => {
  const { TRUELIFT_GALLERY: _, ...env } = toolEnvironment('.truelift/state');
  expect(await withoutGallery(env)).toBe(true);
});

async function withoutGallery(env: NodeJS.ProcessEnv): Promise<boolean> {
  const built = await buildSite(env);
  if (!built.ok) throw new Error(built.sentence);
  return withBuildLock(async () => !existsSync(join(ROOT, 'dist/client/gallery')));
}

function scriptsOf(html: string): readonly string[] {
  return [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code);
}
