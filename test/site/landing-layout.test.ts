import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { expect, test } from 'vitest';
import { type Landing, landingSchema } from '#experiments/definition/landing/landing.ts';
import LandingLayout from '#site/layouts/landing.astro';
import { examples, page } from './examples.ts';
import { attribute, tags } from './render.ts';

const content = landingSchema.parse({
  path: '/crm/',
  title: 'Crews on time',
  description: 'Plans crews',
  theme: { accent: 'cobalt' },
  announcement: { text: 'Now with roof plans' },
  nav: { links: [{ label: 'Questions', href: '#faq' }] },
  sections: examples,
  thanks: { path: '/crm/thanks/', title: 'Thank you', body: 'We call you' },
});

async function render(landing: Landing): Promise<string> {
  const container = await AstroContainer.create();
  const canonical = 'https://go.example.com/crm/';
  return container.renderToString(LandingLayout, {
    props: { content: landing, page, canonical },
    partial: false,
  });
}

const html = await render(content);
const metas = tags(html, 'meta');
const meta = (name: string) =>
  attribute(
    metas.find((tag) => attribute(tag, 'name') === name),
    'content',
  );

test('holds one token slot in its head and one in its form, of the same width', () => {
  expect(meta('tl')).toBe(page.slot);
  expect(html.match(/tlslot~+/g)).toEqual([page.slot, page.slot]);
  expect(html.indexOf('name="tl"')).toBeLessThan(html.indexOf('</head>'));
});

test('names its public address and stays out of search engines unless told otherwise', async () => {
  const canonical = tags(html, 'link').find((tag) => attribute(tag, 'rel') === 'canonical');
  expect(attribute(canonical, 'href')).toBe('https://go.example.com/crm/');
  expect(meta('robots')).toBe('noindex');
  expect(await render({ ...content, index: true })).not.toContain('noindex');
});

test('says what it is: language, title, description, accent', () => {
  expect(tags(html, 'html')[0]).toContain('lang="en"');
  expect(tags(html, 'html')[0]).toContain('data-accent="cobalt"');
  expect(html).toContain('<title>Crews on time – Halden</title>');
  expect(meta('description')).toBe('Plans crews');
});

test('can be walked by landmarks and by keyboard', () => {
  for (const landmark of ['header', 'main', 'footer', 'nav', 'aside']) {
    expect(tags(html, landmark).length, landmark).toBeGreaterThan(0);
  }
  expect(tags(html, 'h1')).toHaveLength(1);
  expect(tags(html, 'a')[0]).toContain('href="#main"');
  expect(html).toMatch(/<main id="main"/);
  expect(html).toContain('href="/imprint/"');
});
