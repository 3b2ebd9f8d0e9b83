import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { emptySlot } from '#experiments/contract/token.ts';
import { withFirstLine } from '#site/build/finish-page.ts';
import { pageFinisher } from '#site/build/finish-pages.ts';
import { aPage, CONTROL, type Page, SCRIPT, SLOT, THANKS, TREATED } from './built-page.ts';
import { compileProject } from './project.ts';

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

describe('finishing the built pages', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'truelift-pages-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(pagePath: string, html: string): Promise<void> {
    await mkdir(path.join(folder, pagePath), { recursive: true });
    await writeFile(path.join(folder, pagePath, 'index.html'), html);
  }

  async function finish(control: Page = {}, treated: Page = {}): Promise<readonly string[]> {
    const compiled = compileProject();
    if (!compiled.ok) throw new Error('the project of the tests is invalid');
    await write(CONTROL, aPage(control));
    await write(TREATED, aPage({ key: 'headline.outcome', ...treated }));
    await write(THANKS, '<!DOCTYPE html><title>Thank you</title><p>We call you.</p>');
    return pageFinisher(compiled).rest(folder);
  }

  async function read(pagePath: string): Promise<{ readonly line: string; readonly rest: Buffer }> {
    const file = await readFile(path.join(folder, pagePath, 'index.html'));
    const end = file.indexOf('\n');
    return { line: file.subarray(0, end).toString(), rest: file.subarray(end + 1) };
  }

  test('says in the first line at which bytes the slots are', async ({ expect }) => {
    expect(await finish()).toEqual([]);
    const { line, rest } = await read(TREATED);
    const head = JSON.parse(line.slice('<!--tl:'.length, -'-->'.length));
    expect(head.width).toBe(1100);
    expect(head.slots).toHaveLength(2);
    for (const at of head.slots) {
      expect(rest.subarray(at, at + head.width).toString()).toBe(SLOT);
    }
    expect(rest.toString()).toBe(aPage({ key: 'headline.outcome' }));
  });

  test('lets a page run its own scripts and styles and nothing else', async ({ expect }) => {
    await finish({ head: '<script type="application/ld+json">{}</script>' });
    const { line } = await read(CONTROL);
    const { csp } = JSON.parse(line.slice('<!--tl:'.length, -'-->'.length));
    expect(csp).toBe(
      `default-src 'none'; script-src ${hashOf(SCRIPT)}; style-src ${hashOf('p{color:red}')}; ` +
        "img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect((await read(THANKS)).line).toContain("script-src 'none'; style-src 'none'");
  });

  test('allows files of its own origin where the page has any', async ({ expect }) => {
    const head =
      '<link rel="stylesheet" href="/_astro/a.css"><script type="module" src="/_astro/a.js"></script>';
    await finish({ head }, { head });
    expect((await read(CONTROL)).line).toMatch(
      /script-src 'sha256-[^']+' 'self'; style-src 'sha256-[^']+' 'self'/,
    );
  });

  const refused: readonly (readonly [string, Page, string])[] = [
    [
      'without a token slot in its head',
      { slot: '' },
      `${CONTROL}: has 1 token slots in its head; exactly one <meta name="tl"> must hold one`,
    ],
    [
      'with a slot that is too narrow',
      { slot: emptySlot(90) },
      'has a token slot of 90 characters; its experiments need',
    ],
    [
      'with a style attribute',
      { body: '<p style="color:red">x</p>' },
      `${CONTROL}: <p> has a style attribute`,
    ],
    [
      'with an inline handler',
      { body: '<a onclick="go()">x</a>' },
      `${CONTROL}: <a> has an inline handler onclick`,
    ],
    [
      'that loads from another origin',
      { body: '<img src="//cdn.example/a.png">' },
      `${CONTROL}: <img> loads //cdn.example/a.png from another origin`,
    ],
    [
      'whose style loads from another origin',
      { head: '<style>p{background:url("https://cdn.example/b")}</style>' },
      `<style> loads https://cdn.example/b`,
    ],
    [
      'whose form names another combination',
      { key: 'headline.outcome' },
      `the form /_tl/forms/demo does not say "" in tl_combination`,
    ],
    [
      'that names another canonical address',
      { head: '<link rel="canonical" href="https://go.halden.example/_v/">' },
      'it must be https://go.halden.example/crm/',
    ],
  ];
  for (const [what, page, message] of refused) {
    test(`refuses a page ${what}`, async ({ expect }) => {
      const faults = await finish(page);
      expect(faults.join('\n')).toContain(message);
      expect((await read(CONTROL)).line).not.toContain('tl:');
    });
  }

  test('refuses variants that run different trackers', async ({ expect }) => {
    expect(await finish({}, { tracker: `${SCRIPT};1` })).toEqual([
      `${TREATED}: runs another tracker than ${CONTROL}; variants of a landing must run the same one, or their visitors are measured differently`,
    ]);
  });

  test('refuses a landing page that does not run the tracker first', async ({ expect }) => {
    const fault =
      'does not run the tracker before every other script; what happens on it would not be measured';
    expect(await finish({ tracker: '1' })).toEqual([`${CONTROL}: ${fault}`]);
    const late = { tracker: '1', body: `<script>${SCRIPT}</script>` };
    expect(await finish({}, late)).toEqual([`${TREATED}: ${fault}`]);
  });

  test('lets variants run scripts of their own after the tracker', async ({ expect }) => {
    expect(await finish({}, { body: '<script>countDown()</script>' })).toEqual([]);
    expect((await read(TREATED)).line).toContain(`${hashOf(SCRIPT)} ${hashOf('countDown()')}`);
    expect((await read(CONTROL)).line).not.toContain(hashOf('countDown()'));
  });

  test('gives pages that are no landing their policy too, and the same checks', async ({
    expect,
  }) => {
    await write('/', '<!DOCTYPE html><title>Home</title><style>p{color:red}</style>');
    expect(await finish()).toEqual([]);
    expect((await read('/')).line).toContain(`style-src ${hashOf('p{color:red}')}`);
    await write('/about/', '<!DOCTYPE html><title>About</title><p style="color:red">x</p>');
    expect((await finish()).join()).toContain('about/index.html: <p> has a style attribute');
  });

  test('finishes a page before it is written, and judges it with all others', async ({
    expect,
  }) => {
    const compiled = compileProject();
    if (!compiled.ok) throw new Error('the project of the tests is invalid');
    const finisher = pageFinisher(compiled);
    const early = finisher.page(CONTROL, Buffer.from(aPage({ body: '<base href="/">' })));
    await write(CONTROL, String(early));
    await write(TREATED, aPage({ key: 'headline.outcome' }));
    await write(THANKS, '<!DOCTYPE html><title>Thank you</title><p>We call you.</p>');
    expect(await finisher.rest(folder)).toEqual([`${CONTROL}: <base> is blocked by its policy`]);
    const { line, rest } = await read(CONTROL);
    expect(line).toContain('"slots":[');
    expect(rest.toString()).toBe(aPage({ body: '<base href="/">' }));
    expect(finisher.page('/about/', Buffer.from('x'))).toBeUndefined();
  });

  test('misses a page that was not built', async ({ expect }) => {
    const compiled = compileProject();
    expect(compiled.ok && (await pageFinisher(compiled).rest(folder))).toEqual([
      `${CONTROL}: was not built`,
      `${TREATED}: was not built`,
      `${THANKS}: was not built`,
    ]);
  });

  test('refuses a page whose first screen waits for a large picture', async ({ expect }) => {
    await writeFile(path.join(folder, 'crew.avif'), Buffer.alloc(151 * 1_024));
    const body = '<img src="/crew.avif" loading="eager">';
    expect((await finish({ body })).join()).toContain(`${CONTROL}: its first screen loads /crew`);
  });

  test('links to other origins freely, for a link loads nothing', async ({ expect }) => {
    expect(await finish({ body: '<a href="https://other.example/">x</a>' })).toEqual([]);
  });

  test('counts bytes, not characters', ({ expect }) => {
    const [line = ''] = withFirstLine('äöü€tlslot~~', "default-src 'none'").split('\n');
    expect(line).toBe(`<!--tl:{"slots":[9],"width":8,"csp":"default-src 'none'"}-->`);
  });
});
