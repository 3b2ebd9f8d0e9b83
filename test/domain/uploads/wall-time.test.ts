import { test } from 'vitest';
import { decimalAmount } from '#experiments/uploads/decimal-amount.ts';
import { googleTime } from '#experiments/uploads/wall-time.ts';

test.for<[string, string, string]>([
  ['2026-01-15T12:00:00Z', 'Europe/Berlin', '2026-01-15 13:00:00'],
  ['2026-07-15T12:00:00Z', 'Europe/Berlin', '2026-07-15 14:00:00'],
  ['2026-07-15T22:30:00Z', 'Europe/Berlin', '2026-07-16 00:30:00'],
  // The hours around the one that the clock skips are told apart already.
  ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29 01:59:59'],
  ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29 03:00:00'],
  // The hour that it shows twice is not.
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25 02:30:00+0200'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25 02:30:00+0100'],
  ['2026-10-25T02:00:00Z', 'Europe/Berlin', '2026-10-25 03:00:00'],
  ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01 01:30:00-0400'],
  ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01 01:30:00-0500'],
  ['2026-04-04T13:30:00Z', 'Pacific/Auckland', '2026-04-05 02:30:00+1300'],
  ['2026-04-04T14:30:00Z', 'Pacific/Auckland', '2026-04-05 02:30:00+1200'],
  ['2026-04-04T14:45:00Z', 'Australia/Lord_Howe', '2026-04-05 01:45:00+1100'],
  ['2026-01-15T12:00:00Z', 'Asia/Kolkata', '2026-01-15 17:30:00'],
  ['2026-01-15T12:00:00Z', 'UTC', '2026-01-15 12:00:00'],
])('%s in %s is %s', ([at, timeZone, text], { expect }) => {
  expect(googleTime(Date.parse(at), timeZone)).toBe(text);
});

test('no cent is lost on the way to a decimal', ({ expect }) => {
  const amounts: readonly [number, string, string][] = [
    [0, 'EUR', '0.00'],
    [5, 'EUR', '0.05'],
    [123_456_789_012_345, 'EUR', '1234567890123.45'],
    [-1_050, 'EUR', '-10.50'],
    [20_000, 'JPY', '20000'],
    [1, 'KWD', '0.001'],
    [12_345, 'CLF', '1.2345'],
  ];
  for (const [minor, currency, text] of amounts) {
    expect(decimalAmount({ minor, currency })).toBe(text);
  }
});
