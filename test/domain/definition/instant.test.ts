import { describe, test } from 'vitest';
import { instantAt } from '#experiments/definition/time/instant.ts';

describe('a time with its zone', () => {
  // Reference values: GNU date -u -d '…' +%s%3N.
  const known: readonly (readonly [string, number])[] = [
    ['1970-01-01T00:00:00Z', 0],
    ['2026-11-16T06:00:00+01:00', 1_794_805_200_000],
    ['2024-02-29T23:59:59.250Z', 1_709_251_199_250],
    ['2000-03-01T00:00-05:30', 951_888_600_000],
  ];
  for (const [iso, at] of known) {
    test(`${iso} is ${at}`, ({ expect }) => {
      expect(instantAt(iso)).toBe(at);
    });
  }

  test('is nothing without a zone', ({ expect }) => {
    expect(instantAt('2026-11-16T06:00:00')).toBeUndefined();
  });
});
