import { expect, test } from 'vitest';
import { problemText } from '#experiments/definition/faults/problem.ts';
import { minorOf } from '#experiments/revenue/decimal.ts';
import { convert } from '#experiments/revenue/rates.ts';
import { readRates } from '#experiments/revenue/read-rates.ts';
import { readStageRow } from '#experiments/revenue/stage-row.ts';

const CURRENCIES = ['EUR', 'USD', 'JPY', 'KWD', 'GBP'];
const TABLE = `date,from,to,rate
2026-02-01,USD,EUR,0.92145
2026-01-01,USD,EUR,0.9
2026-01-01,JPY,EUR,0.0061
2026-01-01,KWD,EUR,2.99
2026-01-01,EUR,JPY,163.5
`;
const { rates, problems } = readRates(TABLE, CURRENCIES);

test.for([
  ['USD', 'EUR', '2026-01-31', 1_005, 905],
  ['USD', 'EUR', '2026-02-01', 100_000_000_001, 92_145_000_001],
  ['USD', 'EUR', '2026-01-01', -5, -5],
  ['JPY', 'EUR', '2026-05-01', 100_000, 61_000],
  ['KWD', 'EUR', '2026-05-01', 1_001, 299],
  ['EUR', 'JPY', '2026-05-01', 99, 162],
  ['EUR', 'EUR', '1999-01-01', 7, 7],
] as const)('%s → %s on %s: %i minor units are %i', ([currency, to, day, minor, expected]) => {
  expect(problems).toEqual([]);
  expect(convert({ minor, currency }, to, { day, rates })).toEqual({ ok: true, minor: expected });
});

test('without a rate for the pair and day nothing is converted', () => {
  const on = { rates, day: '2025-12-31' };
  expect(convert({ minor: 1, currency: 'USD' }, 'EUR', on)).toMatchObject({ reason: 'no-rate' });
  const today = { rates, day: '2026-12-31' };
  expect(convert({ minor: 1, currency: 'EUR' }, 'USD', today)).toMatchObject({ reason: 'no-rate' });
  const large = convert({ minor: 9e15, currency: 'EUR' }, 'JPY', today);
  expect(large).toMatchObject({ reason: 'amount-too-large' });
});

test('a faulty table names line, column and what would be right', () => {
  const faulty = `date,from,to,rate
2026-02-30,USD,EUR,0.9
2026-01-01,USDD,EUR,"0,9"
2026-01-02,USD,EUR,0.9
2026-01-02,USD,EUR,0.8
2026-01-03,EUR,EUR,0
`;
  const lines = readRates(faulty, CURRENCIES).problems.map(problemText);
  expect(lines).toEqual([
    'site/rates.csv:2  date: is "2026-02-30". Allowed: a day, for example 2026-11-23.',
    'site/rates.csv:3  from: "USDD" is no currency. Allowed: an ISO 4217 code, for example EUR. Did you mean "USD"?',
    'site/rates.csv:3  rate: is "0,9". Allowed: a decimal number above 0, for example 0.9214.',
    'site/rates.csv:5  is the same day and pair as line 4.',
    'site/rates.csv:6  to: is the currency that it comes from.',
    'site/rates.csv:6  rate: is "0". Allowed: a decimal number above 0, for example 0.9214.',
  ]);
  expect(readRates('a,b\n1,2\n', CURRENCIES).problems.map(problemText)).toEqual([
    'site/rates.csv:1  has no column date, from, to and rate. Allowed: a first line "date,from,to,rate".',
  ]);
});

test.for([
  ['1200', 'EUR', 120_000],
  ['1200.5', 'EUR', 120_050],
  ['0.005', 'EUR', 1],
  ['-0.015', 'EUR', -2],
  ['19.99', 'JPY', 20],
  ['1.2345', 'KWD', 1_235],
  ['1,200.50', 'EUR', null],
  ['1e3', 'EUR', null],
  ['99999999999999', 'EUR', null],
] as const)('%s %s is %s minor units', ([text, currency, minor]) => {
  expect(minorOf(text, currency)).toBe(minor);
});

test.for([
  ['2026-11-23', '2026-11-22T23:00:00.000Z'],
  ['2026-11-23 14:30', '2026-11-23T13:30:00.000Z'],
  ['2026-11-23T14:30:05+02:00', '2026-11-23T12:30:05.000Z'],
  ['2026-11-23T14:30:05.12Z', '2026-11-23T14:30:05.120Z'],
  ['2026-11-23T14:30:05.000+0000', '2026-11-23T14:30:05.000Z'],
  ['1795444205000', '2026-11-23T14:30:05.000Z'],
  ['23.11.2026', null],
  ['2026-02-30', null],
] as const)('a row dated %s is of %s', ([at, expected]) => {
  const site = { timeZone: 'Europe/Berlin', currency: 'EUR', now: 0 };
  const read = readStageRow({ stage: 'won', at }, site);
  expect(read.ok ? new Date(Number(read.event.at)).toISOString() : null).toBe(expected);
});
