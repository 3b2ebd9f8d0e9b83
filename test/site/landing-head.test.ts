import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { expect, test } from 'vitest';
import { type Landing, landingSchema } from '#experiments/definition/landing/landing.ts';
import { wordsOf } from '#experiments/words/words-of.ts';
import { tagsOf } from '#site/build/html-tags.ts';
import { policyOf, scriptsOf } from '#site/build/page-policy.ts';
import LandingLayout from '#site/layouts/landing.astro';
import { example, page } from './examples.ts';

const ORIGIN = 'https://go.example.com';
const pricing = example('pricing');
const landing = landingSchema.parse({
  path: '/de/crm/',
  title: 'Pünktlich </script><b>',
  description: 'Plant "Trupps" & Touren',
  locale: 'de-AT',
  index: true,
  sections: [example('hero'), example('faq'), pricing],
});

function headOf(of: Landing) {
  return {
    landing: { ...of, id: 'crm-de' },
    url: `${ORIGIN}/de/crm/`,
    brand: 'Halden',
    origin: ORIGIN,
    currency: 'EUR',
    locale: 'de-AT',
    direction: 'ltr' as const,
    alternates: [
      { hreflang: 'en', href: `${ORIGIN}/crm/` },
      { hreflang: 'de-AT', href: `${ORIGIN}/de/crm/` },
      { hreflang: 'x-default', href: `${ORIGIN}/crm/` },
    ],
    otherLocales: ['en'],
    drawn: {
      ...{ file: '/_astro/share.1.png', url: `${ORIGIN}/_astro/share.1.png` },
      ...{ type: 'image/png' as const, width: 1200, height: 630, alt: 'Pünktlich – Halden' },
    },
  };
}

async function render(content: Landing, control: Landing = content, lang = 'de-AT') {
  const container = await AstroContainer.create();
  const words = wordsOf(lang, {});
  const html = await container.renderToString(LandingLayout, {
    props: {
      content,
      page: { ...page, lang, words },
      canonical: `${ORIGIN}/de/crm/`,
      head: headOf(control),
    },
    partial: false,
  });
  return { html, tags: tagsOf(html) };
}

const { html, tags } = await render(landing);
const meta = (key: string, of = tags) =>
  of
    .filter(
      ({ name, attributes }) =>
        name === 'meta' && [attributes.property, attributes.name].includes(key),
    )
    .map(({ attributes }) => attributes.content);
const data = (of = tags) =>
  of.find(({ attributes }) => attributes.type === 'application/ld+json')?.text;

test('says its language and direction, and the skip link in it', async () => {
  const root = (of: typeof tags) => of.find(({ name }) => name === 'html')?.attributes;
  expect(root(tags)).toMatchObject({ lang: 'de-AT', dir: 'ltr' });
  expect(html).toContain('Zum Inhalt springen');
  const arabic = await render(landing, landing, 'ar');
  expect(root(arabic.tags)).toMatchObject({ lang: 'ar', dir: 'rtl' });
});

test('names every language version by its complete address', () => {
  const alternates = tags.filter(({ attributes }) => attributes.rel === 'alternate');
  expect(alternates.map(({ attributes }) => [attributes.hreflang, attributes.href])).toEqual([
    ['en', `${ORIGIN}/crm/`],
    ['de-AT', `${ORIGIN}/de/crm/`],
    ['x-default', `${ORIGIN}/crm/`],
  ]);
});

test('tells networks what a link to it shows', () => {
  const said = (key: string) => meta(`og:${key}`)[0];
  expect([said('title'), said('description')]).toEqual([landing.title, landing.description]);
  expect([said('url'), said('type')]).toEqual([`${ORIGIN}/de/crm/`, 'website']);
  expect([meta('og:locale'), meta('og:locale:alternate')]).toEqual([['de_AT'], ['en_US']]);
  expect([said('image'), said('image:alt')]).toEqual([
    `${ORIGIN}/_astro/share.1.png`,
    'Pünktlich – Halden',
  ]);
  expect([said('image:width'), said('image:height')]).toEqual(['1200', '630']);
  expect(meta('twitter:card')).toEqual(['summary_large_image']);
});

test('a variant tells networks and search engines what the control does', async () => {
  const variant = { ...landing, title: 'Another landing', index: false };
  const shown = await render(variant, landing);
  expect(meta('og:title', shown.tags)).toEqual([landing.title]);
  expect(meta('robots', shown.tags)).toEqual([]);
});

test('has colours and icons for light and dark', () => {
  const colours = tags.filter(({ attributes }) => attributes.name === 'theme-color');
  expect(colours.map(({ attributes }) => attributes.media)).toEqual([
    '(prefers-color-scheme: light)',
    '(prefers-color-scheme: dark)',
  ]);
  const icons = tags.filter(({ attributes }) => attributes.rel?.includes('icon'));
  expect(icons.map(({ attributes }) => attributes.href)).toEqual([
    ...['/favicon.ico', '/favicon.svg', '/apple-touch-icon.png'],
  ]);
});

test('describes itself as data that no policy needs to allow, with every "<" written by number', () => {
  const text = data() ?? '';
  expect(text).not.toContain('<');
  const { '@graph': graph } = JSON.parse(text);
  expect(graph.map((one: { '@type': string }) => one['@type'])).toEqual([
    'Organization',
    'WebPage',
  ]);
  expect(graph[1]).toMatchObject({ name: landing.title, inLanguage: 'de-AT' });
  expect(scriptsOf(tags).join()).not.toContain('ld+json');
  const running = tags.filter(({ attributes }) => attributes.type !== 'application/ld+json');
  expect(policyOf(tags)).toBe(policyOf(running));
});

test('offers only prices that are numbers', async () => {
  const [plan] = pricing.plans;
  if (plan === undefined) throw new Error('the example has a plan');
  const priced = {
    ...plan,
    prices: { ...plan.prices, month: { amount: 1290.5, unit: 'pro Monat' } },
  };
  const sold = {
    ...landing,
    sections: [example('hero'), example('faq'), { ...pricing, plans: [priced] }],
  };
  const shown = await render(sold);
  const product = JSON.parse(data(shown.tags) ?? '')['@graph'][2];
  expect(product).toMatchObject({
    '@type': 'Product',
    name: `Halden ${plan.name}`,
    offers: { '@type': 'Offer', price: 1290.5, priceCurrency: 'EUR' },
  });
  expect(JSON.stringify(product)).not.toMatch(/rating|review/i);
  expect(shown.html).toContain('€\u00a01.290,50');
});

test('says nothing of itself where it may not be listed', async () => {
  const hidden = await render({ ...landing, index: false });
  expect(data(hidden.tags)).toBeUndefined();
  expect(meta('robots', hidden.tags)).toEqual(['noindex']);
});
