import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findFreePort } from '#site/commands/local/port.ts';
import { startGroup } from '#site/commands/local/process-group.ts';
import { ROOT } from '#site/commands/local/settings.ts';

const DRAFT = 'experiments/catalog/crm-proof.yaml';
const LANDING = 'site/landing/crm.yaml';
const PARTS = [
  ...['components', 'experiments', 'site', 'worker'],
  ...['package.json', 'tsconfig.json', 'astro.config.mjs', 'wrangler.toml'],
];

/** The development server on a copy of the project, so that the test edits no file of it. */
async function startDevelopment() {
  const root = mkdtempSync(join(tmpdir(), 'truelift-edit-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const port = await findFreePort(9_700);
  const group = startGroup([join(root, 'site/commands/dev.ts')], root, {
    ...process.env,
    PORT: String(port),
    TRUELIFT_STATE: join(root, 'state'),
  });
  let output = '';
  const heard = (text: Buffer) => {
    output += text;
  };
  group.child.stdout?.on('data', heard);
  group.child.stderr?.on('data', heard);
  const origin = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${origin}/crm/`).then(
          ({ status }) => status,
          () => output,
        ),
      {
        timeout: 100_000,
      },
    )
    .toBe(200);
  return {
    origin,
    read: (file: string) => readFileSync(join(root, file), 'utf8'),
    write: (file: string, text: string) => writeFileSync(join(root, file), text),
    stop: async () => {
      await group.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

test('a click on a text rewords the file behind it, and the page comes back with it', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const site = await startDevelopment();
  try {
    const editor = page.locator('tl-editor');
    const change = async (text: ReturnType<typeof page.locator>, words: string) => {
      await text.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
    };
    await page.goto(`${site.origin}/crm/?variant=crm-proof.heating`);
    await expect(editor.getByText('All texts')).toBeVisible({ timeout: 60_000 });

    const before = site.read(DRAFT);
    // A server that has just started loads its pages once more when it has seen all their parts.
    await expect(async () => {
      await page.keyboard.press('Escape');
      await change(page.locator('#voice b'), 'Sabine Anders');
      const added = editor.locator('ins');
      await expect(added).toContainText(['+++', 'voice.author: Sabine Anders'], { timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    expect(site.read(DRAFT)).toBe(before);
    await page.keyboard.press('Enter');
    await expect.poll(() => site.read(DRAFT)).toBe(before.replace('Sabine Thoma', 'Sabine Anders'));
    // Loaded anew: nothing of the typing is left, and the text is the page's own.
    await expect(page.locator('#voice b:not(:has(tl-text))')).toHaveText('Sabine Anders', {
      timeout: 60_000,
    });
    expect(page.url()).toContain('?variant=crm-proof.heating');

    await expect(editor.getByText('All texts')).toBeVisible({ timeout: 60_000 });
    await editor.getByLabel('Write to').selectOption('page');
    await change(page.locator('#hero h1'), 'Another morning');
    await expect(editor.getByRole('alert')).toContainText(
      'hero.headline is what crm-headline compares',
    );
    await editor.getByRole('button', { name: 'Discard' }).click();
    await expect(page.locator('#hero h1')).toHaveText('Every crew knows where to be by 7:15');
    const landing = readFileSync(join(ROOT, LANDING), 'utf8');
    expect(site.read(LANDING)).toBe(landing);

    // A broken file is named over the page; mended, the page comes back with what it says now.
    site.write(LANDING, landing.replace('    headline:', '    headlin:'));
    const overlay = page.locator('vite-error-overlay');
    await expect(overlay).toContainText(/site\/landing\/crm\.yaml:\d+ +sections\[0\]\.headlin: /);
    site.write(LANDING, landing.replace('eyebrow: Dispatch for', 'eyebrow: Planning for'));
    await expect(page.locator('#hero')).toContainText('Planning for heating', { timeout: 60_000 });
    await expect(overlay).toHaveCount(0);
    await expect(page.locator('#voice b')).toHaveText('Sabine Anders');
    expect(page.url()).toContain('?variant=crm-proof.heating');
  } finally {
    await site.stop();
  }
});
