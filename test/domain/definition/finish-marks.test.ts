import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'vitest';
import { readMarks, utf8Length, WINDOW_END, windowMark } from '#experiments/contract/page-marks.ts';
import { keywordSchema } from '#experiments/definition/keyword/keyword.ts';
import { withDefaults } from '#experiments/definition/keyword/keyword-places.ts';
import { keywordsMarkOf } from '#experiments/definition/keyword/keyword-words.ts';
import { withFirstLine } from '#site/build/finish-page.ts';
import { keywordPlaceFaults } from '#site/build/keyword-place-faults.ts';

const PAGES = path.join(import.meta.dirname, '../../worker/pages');
const trade = keywordSchema.parse({
  name: 'trade',
  parameter: 'utm_term',
  default: 'Ä & B',
  allow: ['--><b>'],
});
const MARK = keywordsMarkOf([trade]);

describe('marks of a page', () => {
  test('the finished page of the Worker’s tests is what the build makes of the unfinished one', async ({
    expect,
  }) => {
    const unfinished = await readFile(path.join(PAGES, 'unfinished/index.html'), 'utf8');
    const finished = await readFile(path.join(PAGES, 'spring/index.html'), 'utf8');
    expect(withFirstLine(unfinished, "default-src 'none'")).toBe(finished);
  });

  test('become bytes of the page that remains', ({ expect }) => {
    const window = windowMark({ fromAt: null, untilAt: 9 });
    const { html, head } = readMarks(`€${MARK}${window}<p>((trade))</p>${WINDOW_END}!`);
    expect(html).toBe('€<p>Ä &amp; B</p>!');
    expect(head.cuts).toEqual([
      { start: 3, end: 20, fromAt: null, untilAt: 9 },
      { start: 6, end: 16, word: 0 },
    ]);
    for (const { start, end } of head.cuts ?? []) {
      expect(end).toBeLessThanOrEqual(Buffer.byteLength(html));
      expect(start).toBeLessThan(end);
    }
  });

  test('carry any author’s text without ending their comment', ({ expect }) => {
    expect(MARK.match(/-->/g)).toHaveLength(1);
    expect(readMarks(`${MARK}((trade))`).head.words?.[0]?.texts).toEqual([['--><b>', '--><b>']]);
  });

  test('leave what a page without them says as it is', ({ expect }) => {
    const page = '<p>((see below)) ((trade)) <!-- a comment --></p>';
    expect(readMarks(page)).toEqual({ html: page, head: { slots: [], width: 0 } });
  });

  test('count bytes as UTF-8 has them', ({ expect }) => {
    for (const text of ['', 'a', 'äöü', '€', '👩‍🔧', 'Ω≈ç√∫\u{10FFFF}']) {
      expect(utf8Length(text), text).toBe(Buffer.byteLength(text));
    }
  });
});

describe('places of keyword slots in a page', () => {
  const fine = [
    '<title>((trade))</title>',
    '<p>((trade))</p>',
    '<img alt="((trade))">',
    `<a aria-label='((trade)) now'>x</a>`,
    '<meta name="description" content="((trade))">',
    '<meta property="og:title" content="((trade))">',
    '<script>f((a), ((b)))</script>',
  ];
  for (const html of fine) {
    test(`may be ${html}`, ({ expect }) => {
      expect(keywordPlaceFaults(MARK + html)).toEqual([]);
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    ['<a href="/((trade))/">x</a>', 'stands in href of <a>'],
    ['<img src="((trade)).png">', 'stands in src of <img>'],
    ['<p class="((trade))">x</p>', 'stands in class of <p>'],
    ['<p title=((trade))>x</p>', 'stands in title of <p>'],
    ['<meta http-equiv="refresh" content="((trade))">', 'stands in content of <meta>'],
    ['<input value="((trade))">', 'stands in value of <input>'],
    ['<script>const a = "((trade))"</script>', 'stands in a <script>'],
    ['<script type="application/ld+json">{"n":"((trade))"}</script>', 'stands in a <script>'],
    ['<style>p::after{content:"((trade))"}</style>', 'stands in a <style>'],
    ['<textarea>((trade))</textarea>', 'stands in a <textarea>'],
    ['<p>((city))</p>', 'is no keyword slot of its landing'],
  ];
  for (const [html, fault] of refused) {
    test(`may not be ${html}`, ({ expect }) => {
      expect(keywordPlaceFaults(MARK + html).join()).toContain(fault);
    });
  }
});

test('texts for everybody have the defaults, at any depth', ({ expect }) => {
  const content = { a: ['((trade)) x', { b: '((other))' }], c: 1 };
  expect(withDefaults(content, [trade])).toEqual({ a: ['Ä & B x', { b: '((other))' }], c: 1 });
});
