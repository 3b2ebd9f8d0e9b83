import { expect, test } from 'vitest';
import { landingSchema } from '#experiments/definition/landing/landing.ts';
import { hrefSchema } from '#experiments/definition/landing/link.ts';
import { sectionSchema } from '#experiments/definition/sections/section.ts';
import { example, examples } from './examples.ts';

const landing = {
  path: '/crm/',
  title: 'Crews',
  description: 'Plans crews',
  sections: examples as readonly object[],
  thanks: { path: '/crm/thanks/', title: 'Thank you', body: 'We call you' },
};

/** `path: message` of each fault. */
function faults(changed: object): readonly string[] {
  const { error } = landingSchema.safeParse({ ...landing, ...changed });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('a complete landing has no fault', () => {
  expect(faults({})).toEqual([]);
});

test('a landing is neither indexed nor of another accent unless it says so', () => {
  expect(landingSchema.parse(landing)).toMatchObject({ index: false, theme: { accent: 'petrol' } });
});

test('a link to a section that is not there names those that are', () => {
  expect(faults({ nav: { action: { label: 'Go', href: '#demo' } } })).toEqual([
    expect.stringMatching(
      /^nav\.action\.href: no section is called "demo"; there are hero, customers/,
    ),
  ]);
});

test('two sections of one id, and two of one form, are refused', () => {
  const form = example('form');
  expect(faults({ sections: [...examples, example('cta')] })).toEqual([
    `sections.${examples.length}.id: "close" is already the id of a section`,
  ]);
  expect(faults({ sections: [...examples, { ...form, id: 'again' }] })).toEqual([
    `sections.${examples.length}.form: "demo" is already the form of a section`,
  ]);
});

test('a landing has exactly one hero', () => {
  const rest = examples.filter(({ type }) => type !== 'hero');
  expect(faults({ sections: rest })).toEqual([
    'sections: exactly one hero carries the main heading, not 0',
  ]);
});

test('a form leads to a thanks page', () => {
  expect(faults({ thanks: undefined })).toEqual([
    'thanks: a landing with a form needs a thanks page',
  ]);
});

test('a key that no section has is refused', () => {
  expect(sectionSchema.safeParse({ ...example('cta'), headline: 'Hello' }).success).toBe(false);
});

test('a plan without a price in the shown frame is refused', () => {
  const { error } = sectionSchema.safeParse({ ...example('pricing'), frame: 'year' });
  expect(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
    'plans.0.prices: has no price for the frame "year"',
  ]);
});

test('a quote names who said it', () => {
  expect(sectionSchema.safeParse({ ...example('logos'), quotedFrom: undefined }).success).toBe(
    false,
  );
});

test.each([
  '#demo-form',
  '/offer/',
  '/offer/?plan=yard',
  'https://example.com/a',
  'tel:+4930555',
  'mailto:a@b.example',
])('a link may lead to %s', (href) => {
  expect(hrefSchema.safeParse(href).success).toBe(true);
});

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  '//evil.example',
  '/\\evil.example',
  'http://example.com',
  'data:text/html,x',
  'offer/',
  '',
])('a link may not lead to %j', (href) => {
  expect(hrefSchema.safeParse(href).success).toBe(false);
});
