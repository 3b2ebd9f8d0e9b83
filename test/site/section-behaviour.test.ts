import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { expect, test } from 'vitest';
import { deadlineText } from '#components/landing/deadline-text.ts';
import { stylesOf } from '#components/landing/section-styles.ts';
import { pictureWidths } from '#components/ui/image-files.ts';
import { landingSchema } from '#experiments/definition/landing/landing.ts';
import { type Section, sectionSchema } from '#experiments/definition/sections/section.ts';
import LandingLayout from '#site/layouts/landing.astro';
import { example, page } from './examples.ts';
import { attribute, renderSections, renderSectionsOn, tags } from './render.ts';

const crew = { src: './crew.jpg', alt: 'Three technicians', focus: 'top' };
const pictured = sectionSchema.parse({ ...example('hero'), art: 'none', image: crew });

async function whole(...sections: readonly Section[]): Promise<string> {
  const content = landingSchema.parse({
    path: '/x/',
    title: 'X',
    description: 'X',
    sections: [...sections, example('faq')],
  });
  const container = await AstroContainer.create();
  return container.renderToString(LandingLayout, {
    props: { content, page, canonical: 'https://go.example.com/x/', lang: 'en' },
    partial: false,
  });
}

test('the picture of the first screen is asked for in the head, in the widths of its element', async () => {
  const html = await whole(pictured);
  const preload = tags(html, 'link').find((tag) => attribute(tag, 'rel') === 'preload');
  const [source] = tags(html, 'source');
  expect(attribute(preload, 'imagesrcset')).toBe(attribute(source, 'srcset'));
  expect(attribute(preload, 'imagesizes')).toBe(attribute(source, 'sizes'));
  expect(html.indexOf('rel="preload"')).toBeLessThan(html.indexOf('</head>'));
  const [img] = tags(html, 'img');
  expect(attribute(img, 'alt')).toBe('Three technicians');
  expect(attribute(img, 'width')).toBe('1600');
  expect(attribute(img, 'height')).toBe('1200');
  expect(attribute(img, 'loading')).toBe('eager');
  expect(attribute(img, 'class')).toBe('focus-top');
});

test('pictures further down wait until they are near', async () => {
  const html = await renderSections(example('gallery'));
  expect(tags(html, 'img').map((tag) => attribute(tag, 'loading'))).toEqual(['lazy', 'lazy']);
});

test('a picture that is not there is named with those that are', async () => {
  const lost = sectionSchema.parse({ ...pictured, image: { ...crew, src: './lost.jpg' } });
  await expect(renderSections(lost)).rejects.toThrow(/\.\/lost\.jpg .*\.\/crew\.jpg/);
});

test('a picture is never made larger than it is or than screens need', () => {
  expect(pictureWidths(1_600, 640)).toEqual([360, 540, 720, 960, 1_280]);
  expect(pictureWidths(600, 640)).toEqual([360, 540]);
  expect(pictureWidths(200, 640)).toEqual([200]);
});

test('a picture keeps the point in view that its file names, without a style of its own', async () => {
  const pointed = sectionSchema.parse({ ...pictured, image: { ...crew, focus: '30% 20%' } });
  expect(await whole(pointed)).toContain('.focus-30-20{object-position:30% 20%}');
  const [img] = tags(await renderSections(pointed), 'img');
  expect(attribute(img, 'class')).toBe('focus-30-20');
  const outside = { ...pictured, image: { ...crew, focus: '130% 20%' } };
  expect(sectionSchema.safeParse(outside).success).toBe(false);
});

test('a page brings the styles of its sections and no others', async () => {
  expect(await whole(example('hero'))).not.toContain('scripting');
  expect(stylesOf([example('hero'), example('pricing'), example('form')])).toBe('');
  expect(stylesOf([example('countdown'), example('countdown')])).toBe(
    stylesOf([example('countdown')]),
  );
});

test('a call is counted by the name of its number', async () => {
  const [link] = tags(await renderSections(example('call')), 'a');
  expect(attribute(link, 'href')).toBe('tel:+493055501420');
  expect(attribute(link, 'data-metric')).toBe('phone-call');
});

test('a deadline is stated in the language and zone of its page, else in the zone it was written in', () => {
  const berlin = { lang: 'de-AT', timeZone: 'Europe/Berlin' };
  expect(deadlineText('2026-12-18T18:00:00Z', berlin)).toBe('18. Dezember 2026 um 19:00 MEZ');
  const written = (lang: string) => deadlineText('2026-12-18T18:00:00+01:00', { lang });
  expect(written('en')).toBe('18 December 2026 at 18:00 GMT+1');
  expect(written('fr')).toBe('18 décembre 2026 à 18:00 UTC+1');
  expect(deadlineText('2026-12-18 18:00', berlin)).toBe('18. Dezember 2026 um 18:00 MEZ');
});

test('a countdown to a day counts to the end of that day in the zone of its page', async () => {
  const until = async (text: string) => {
    const section = { ...example('countdown'), until: text };
    const page = await renderSectionsOn({ timeZone: 'Europe/Berlin', lang: 'de' }, section);
    const [left] = tags(page, 'p').filter((tag) => attribute(tag, 'data-until') !== undefined);
    return { page, at: Number(attribute(left, 'data-until')) };
  };
  const { page, at } = await until('2026-12-18');
  expect(page).toMatch(/<time datetime="2026-12-18"[^>]*>18\. Dezember 2026<\/time>/);
  expect(new Date(at).toISOString()).toBe('2026-12-18T23:00:00.000Z');
  expect(new Date((await until('2026-07-01')).at).toISOString()).toBe('2026-07-01T22:00:00.000Z');
});

test('leaving the window opens no dialog unless the file says so', async () => {
  const dialog = example('dialog');
  expect(await renderSections(dialog)).not.toContain('data-exit');
  const leaving = { ...dialog, opens: { ...dialog.opens, exitIntent: true } };
  expect(await renderSections(leaving)).toContain('data-exit');
});

test('a form in steps keeps every field, the server’s places and one submit', async () => {
  const form = example('form');
  const names = form.fields.map(({ name }) => name);
  const steps = [
    { title: 'You', fields: names.slice(0, 3) },
    { title: 'Your crews', fields: names.slice(3) },
  ];
  const html = await renderSections(sectionSchema.parse({ ...form, steps }));
  expect(tags(html, 'fieldset')).toHaveLength(2);
  expect(tags(html, 'p').filter((tag) => tag.includes('data-error-for'))).toHaveLength(7);
  expect(tags(html, 'button').filter((tag) => tag.includes('type="submit"'))).toHaveLength(1);
});

test.each([
  [
    'steps that leave a field out',
    { ...example('form'), steps: [{ title: 'A', fields: ['name'] }] },
  ],
  ['a row with too few values', { ...example('comparison'), columns: ['A', 'B', 'C'] }],
  ['an end that no calendar has', { ...example('countdown'), until: '2026-02-30' }],
  ['a dialog that nothing opens', { ...example('dialog'), opens: {} }],
  ['a call that is no number', { ...example('call'), phone: { label: 'Call', href: '/call/' } }],
  ['a picture without words', { ...pictured, image: { src: './crew.jpg' } }],
  ['a picture and a drawing at once', { ...example('hero'), image: crew }],
  [
    'a switch between one period',
    { ...example('pricing'), periods: [{ frame: 'month', label: 'M' }] },
  ],
])('%s is refused', (_, section) => {
  expect(sectionSchema.safeParse(section).success).toBe(false);
});
