import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chooseVariation } from '#experiments/assignment/bucket.ts';
import { dayText, dayUnitId, networkOf } from '#experiments/assignment/day-unit.ts';
import { bornAt, epochOf } from '#experiments/assignment/epoch.ts';
import { hash } from '#experiments/assignment/hash.ts';

const DAY = Date.UTC(2026, 10, 22, 23);
const SITE = 'https://lp.example.com';
const ANNA = { site: SITE, address: '203.0.113.7', userAgent: 'Mozilla/5.0 Anna' };

function idOf(salt: string, traits: Parameters<typeof dayText>[0], day = DAY): string {
  const text = dayText(traits);
  if (text === null) throw new Error('nobody');
  return dayUnitId(createHmac('sha256', salt).update(text).digest(), day);
}

describe('the visitor of a day', () => {
  test('is the same for the same salt, site, address and browser, and else another', () => {
    const ids = [
      idOf('monday', ANNA),
      idOf('tuesday', ANNA),
      idOf('monday', { ...ANNA, site: 'https://other.example' }),
      idOf('monday', { ...ANNA, address: '203.0.113.8' }),
      idOf('monday', { ...ANNA, userAgent: 'Mozilla/5.0 Bela' }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(idOf('monday', ANNA)).toBe(ids[0]);
  });

  test('takes no part of one trait for another', () => {
    const glued = { site: SITE, address: '203.0.113.7\nMozilla/5.0', userAgent: 'Anna' };
    expect(dayText({ ...ANNA, userAgent: 'Mozilla/5.0\nAnna' })).toBe(dayText(glued));
    // Which no request can send: a header holds no line break.
    expect(() => new Headers({ 'User-Agent': 'a\nb' })).toThrow();
    const shifted = { ...ANNA, address: '203.0.113.71', userAgent: '0 Anna' };
    expect(dayText(shifted)).not.toBe(dayText({ ...ANNA, userAgent: '10 Anna' }));
  });

  test('is a visitor id as others are, born when the day begins: weights that move at noon wait', () => {
    const id = idOf('monday', ANNA);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(bornAt(id)).toBe(DAY);
    const row = { weightsBp: [5_000, 5_000], allocationBp: 10_000 };
    const epochs = [
      { ...row, epoch: 1, effectiveAt: 0 },
      { ...row, epoch: 2, effectiveAt: DAY + 12 * 3_600_000 },
    ];
    expect(epochOf(epochs, id).epoch).toBe(1);
    expect(epochOf(epochs, idOf('tuesday', ANNA, DAY + 86_400_000)).epoch).toBe(2);
  });

  test('falls into every variant as often as its weight says', () => {
    const counts = [0, 0];
    for (let person = 0; person < 4_000; person += 1) {
      const id = idOf('monday', { ...ANNA, address: `203.0.${person >> 8}.${person & 255}` });
      const variant = chooseVariation(hash('headline-1', id), [
        [0, 0.5],
        [0.5, 1],
      ]);
      counts[variant] = (counts[variant] ?? 0) + 1;
    }
    // 4,000 × ½ ± 4 standard deviations.
    expect(Math.abs((counts[0] ?? 0) - 2_000)).toBeLessThan(127);
  });

  test('is nobody without an address or a browser’s name', () => {
    expect(dayText({ ...ANNA, address: '' })).toBeNull();
    expect(dayText({ ...ANNA, userAgent: ' ' })).toBeNull();
  });
});

test.for([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:a:b:c:d', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002:ffff::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
] as const)('of %s the part that its connection keeps is %s', ([address, network]) => {
  expect(networkOf(address)).toBe(network);
});
