import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { normaliseKeyword } from '#experiments/contract/keyword-text.ts';
import { keywordValues } from '#test/support/keyword-values.ts';
import { BROWSER, ORIGIN } from '../visit.ts';
import { berlin, openAt, SPRING, workerAt } from './spring-world.ts';

const now = berlin('2026-03-30');
const DEFAULT_TITLE = '<title>Dispatch &amp; more – Frühling</title>';

async function open(query: string, path = SPRING) {
  return openAt(`${path}?${query}`, { now });
}

describe('keyword slots', () => {
  for (const path of [SPRING, '/unfinished/']) {
    test(`of ${path} show what the parameter allows, everywhere it stands`, async () => {
      const { html, response } = await open('utm_term=Heating+Software&q=Ada', path);
      expect(html).toContain('<title>Heating – Frühling</title>');
      expect(html).toContain('<h1>Heating for Ada</h1>');
      expect(html).toContain('<h2>Spring offer for Heating</h2>');
      expect(html).toContain('content="For Ada"');
      expect(html).toContain("alt='Ada'");
      const length = String(new TextEncoder().encode(html).length);
      expect(response.headers.get('Content-Length')).toBe(length);
    });
  }

  test('show their default to everybody else', async () => {
    const queries = ['', 'utm_term=', 'utm_term=plumbing', 'UTM_TERM=heating+software', 'x=1'];
    for (const query of queries) {
      expect((await open(query)).html, query).toContain(DEFAULT_TITLE);
    }
  });

  test('read the query as forms and browsers write it', async () => {
    const spelled = ['w%C3%A4rme', 'w%c3%a4rme', 'wa%CC%88rme', '%20w%C3%A4rme+', 'W%C3%84RME'];
    for (const value of spelled) {
      expect((await open(`utm_term=${value}`)).html, value).toContain('<title>Wärme –');
    }
    const first = await open('utm_term=w%C3%A4rme&utm_term=heating+software');
    expect(first.html).toContain('<title>Wärme –');
    expect((await open('utm_term=w%E4rme')).html, 'Latin-1 is lost').toContain(DEFAULT_TITLE);
  });

  test('escape what is inserted, whoever wrote it', async () => {
    const { html } = await open(`utm_term=solar+%3Cpv%3E&q=${encodeURIComponent(`"'><b>&amp;`)}`);
    expect(html).toContain('<title>Solar &quot;PV&quot; –');
    expect(html).toContain(`alt='&quot;&#39;&gt;&lt;b&gt;&amp;amp;'`);
  });

  test('are filled once: a value that looks like a slot or a token slot is a text', async () => {
    for (const value of ['((trade))', 'tlslot~~~~', '{{trade}}', '!--tl:end--']) {
      const { html, token } = await open(`q=${encodeURIComponent(value)}`);
      expect(html).toContain(`for ${value}</h1>`);
      expect(token).toMatch(/^1\./);
    }
  });
});

// The page around its two slots of free text, written apart from the code under test.
const SAFE = '((?:[^<>&"\']|&(?:amp|lt|gt|quot|#39);)*)';
const WHOLE = new RegExp(`<h1>[^<>]* for ${SAFE}</h1><img alt='${SAFE}' src="/x.png">`);
const MEANT: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

test('10 000 hostile values: none unescaped, none changed, no error', async () => {
  const figures = { values: 0, unescaped: 0, errors: 0, wrong: 0, inserted: 0 };
  const app = workerAt({ now });
  const ctx = createExecutionContext();
  for (const { value, written } of keywordValues(10_000, 2026)) {
    figures.values += 1;
    const address = `${ORIGIN}${SPRING}?q=${written}&utm_term=${written}`;
    const response = await app.fetch(new Request(address, { headers: BROWSER }), env, ctx);
    if (response.status !== 200) figures.errors += 1;
    const [, inText, inAttribute] = WHOLE.exec(await response.text()) ?? [];
    if (inText === undefined || inText !== inAttribute) figures.unescaped += 1;
    if (inText !== 'everybody') figures.inserted += 1;
    const read = inText?.replace(/&[^;]*;/g, (entity) => MEANT[entity] ?? '');
    if (value !== null && read !== (shown(value) ?? 'everybody')) figures.wrong += 1;
  }
  expect(figures).toMatchObject({ values: 10_000, unescaped: 0, errors: 0, wrong: 0 });
  // Otherwise little was tried: most values are texts that are inserted.
  expect(figures.inserted).toBeGreaterThan(5_000);
}, 120_000);

/** What a slot without limits but its length shows. */
function shown(value: string): string | null {
  const text = value.length > 400 ? null : normaliseKeyword(value);
  return text !== null && [...text].length <= 80 ? text : null;
}
