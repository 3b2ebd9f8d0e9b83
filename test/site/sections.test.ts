import { describe, expect, test } from 'vitest';
import { sectionSchemas } from '#experiments/definition/sections/section.ts';
import { example, examples } from './examples.ts';
import { attribute, mapTexts, renderSections, tags, texts } from './render.ts';

describe.each(examples)('the $type section', (section) => {
  test('shows every text of its content', async () => {
    const html = await renderSections(section);
    expect(texts(section).filter((text) => !html.includes(text))).toEqual([]);
  });

  test('is an anchor with a heading that names it', async () => {
    const html = await renderSections(section);
    const [tag] = tags(html, section.type === 'dialog' ? 'dialog' : 'section');
    expect(attribute(tag, 'id')).toBe(section.id);
    const heading = attribute(tag, 'aria-labelledby');
    if (heading === undefined) expect(attribute(tag, 'aria-label')).toMatch(/Henrik|Thirty/);
    else expect(html).toContain(`id="${heading}"`);
  });

  test('obeys a policy without inline styles, handlers and foreign files', async () => {
    const html = await renderSections(section);
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).not.toMatch(/\son[a-z]+=/);
    expect(html).not.toMatch(/\s(?:src|srcset|poster|data)="(?!\/)/);
  });

  test('shows markup in content as text', async () => {
    const html = await renderSections(mapTexts(section, () => `"><img src=x onerror=alert(1)>&'`));
    // What stands between quotes cannot begin an element; the rest must not.
    const outside = html.replace(/="[^"]*"/g, '');
    expect(outside).not.toMatch(/<img src=x|onerror=alert\(1\)>/);
    expect(outside).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;');
  });
});

test('the example list knows every section type', () => {
  // The text of an .mdx file is compiled by a build; variants-build.spec.ts draws it.
  const drawn = Object.keys(sectionSchemas).filter((type) => type !== 'body');
  expect(new Set(examples.map(({ type }) => type))).toEqual(new Set(drawn));
});

test('a page of all sections has one main heading and no id twice', async () => {
  const html = await renderSections(...examples);
  expect(tags(html, 'h1')).toHaveLength(1);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
});

test('no element has an attribute twice', async () => {
  const html = await renderSections(...examples);
  for (const tag of html.match(/<[a-z][^>]*>/g) ?? []) {
    const names = [...tag.replace(/="[^"]*"/g, '').matchAll(/\s([a-z][\w-]*)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(names).size, tag).toBe(names.length);
  }
});

test('the price is stated in the frame that the section names', async () => {
  const pricing = example('pricing');
  expect(await renderSections(pricing)).toContain('€29');
  const daily = await renderSections({ ...pricing, frame: 'day' });
  expect(daily).toContain('€0.97');
  expect(daily).toContain('billed monthly');
  expect(daily).not.toContain('€29');
});

test('a drawing says what it shows, and a hero without one has none', async () => {
  const hero = example('hero');
  const drawn = await renderSections(hero);
  expect(drawn).toContain('aria-label="A board with five crews"');
  expect(await renderSections({ ...hero, art: 'none' })).not.toContain('role="img"');
});
