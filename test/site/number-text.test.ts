import { expect, test } from 'vitest';
import { figureText, priceText } from '#components/landing/number-text.ts';

const page = (lang: string) => ({ lang, currency: 'EUR' });
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('writes a price as the language of its page does, without empty decimals', () => {
  const price = (amount: number | string, lang: string, currency?: string) =>
    plain(priceText({ amount, unit: 'per month', currency }, page(lang)));
  expect(price(1290, 'en')).toBe('€1,290');
  expect(price(1290, 'de')).toBe('1.290 €');
  expect(price(0.8, 'fr')).toBe('0,80 €');
  expect(price(49, 'en-US', 'USD')).toBe('$49');
  expect(price('from €39', 'de')).toBe('from €39');
});

test('writes a figure with its unit and sign', () => {
  const figure = (more: object, lang: string) =>
    plain(figureText({ value: 1.3, label: 'x', signed: false, ...more }, page(lang)));
  expect(figure({ signed: true }, 'de')).toBe('+1,3');
  expect(figure({ value: 86, unit: 'percent' }, 'de')).toBe('86 %');
  expect(figure({ value: 86, unit: 'percent' }, 'en')).toBe('86%');
  expect(figure({ value: 41, unit: 'minute' }, 'de')).toBe('41 Min.');
  expect(figure({ value: 12_500, unit: 'money' }, 'en')).toBe('€12,500');
  expect(figure({ value: '2 of 3' }, 'de')).toBe('2 of 3');
});
