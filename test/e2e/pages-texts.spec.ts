import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pages } from '#generated/landings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { type BuiltPage, builtPages } from '#test/support/built-pages.ts';

/** Shorter texts, such as "Yes", may stand anywhere by chance. */
const TELLING_LENGTH = 12;

let built: readonly BuiltPage[];
test.beforeAll(async () => {
  test.setTimeout(120_000);
  const state = mkdtempSync(join(tmpdir(), 'truelift-'));
  const done = await buildSite(toolEnvironment(state));
  rmSync(state, { recursive: true, force: true });
  if (!done.ok) throw new Error(done.sentence);
  built = await builtPages();
});

for (const [landing, all] of Map.groupBy(pages, ({ landingId }) => landingId)) {
  test(`no page of ${landing} holds a text that only its other variants show`, () => {
    for (const { path, content } of all) {
      const own = new Set(textsOf(content));
      const foreign = new Set(
        all.flatMap((other) => textsOf(other.content)).filter((text) => !own.has(text)),
      );
      const html = built.find(({ file }) => `/${file}` === `${path}index.html`)?.html;
      expect(html, path).toBeDefined();
      const text = plain(html ?? '');
      // A text may be part of an own one: "Request a demo" in "Request a demo today".
      const mine = [...own].join('\n');
      const leaked = [...foreign].filter((one) => text.includes(one) && !mine.includes(one));
      expect(leaked, path).toEqual([]);
    }
  });
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length < TELLING_LENGTH ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** What stands in the page, entities read. */
function plain(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
