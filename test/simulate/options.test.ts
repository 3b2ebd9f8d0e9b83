import { describe, test } from 'vitest';
import { readOptions } from './options.ts';

test('without options a short study follows the worlds', ({ expect }) => {
  expect(readOptions([], {})).toEqual({
    ok: true,
    kind: 'worlds',
    study: { repetitions: 400, seed: '2026', only: '', full: false, write: false },
  });
});

test('over http the port of the environment is the default site', ({ expect }) => {
  expect(readOptions(['--http', '--visitors', '50'], { PORT: '8790' })).toEqual({
    ok: true,
    kind: 'http',
    http: {
      base: 'http://127.0.0.1:8790',
      visitors: 50,
      seed: '2026',
      concurrency: 16,
      ledger: null,
    },
  });
});

test('help is help whatever else is asked', ({ expect }) => {
  expect(readOptions(['--full', '--help'], {})).toEqual({ ok: true, kind: 'help' });
});

test('slow deals are 1 000 histories a row', ({ expect }) => {
  expect(readOptions(['--slow', '--seed', '7'], {})).toEqual({
    ok: true,
    kind: 'slow',
    slow: { repetitions: 1_000, seed: '7' },
  });
});

test('people and programs are 2 000 worlds', ({ expect }) => {
  expect(readOptions(['--bots'], {})).toEqual({
    ok: true,
    kind: 'bots',
    bots: { repetitions: 2_000, seed: '2026' },
  });
});

describe('what cannot be meant gets one sentence', () => {
  test.for([
    [['--ful'], "Unknown option '--ful': npm run simulate -- --help names the options."],
    [['quick'], "Unexpected argument 'quick': npm run simulate -- --help names the options."],
    [['--slow', '--full'], '--full does not go with --slow.'],
    [['--bots', '--write'], '--write does not go with --bots.'],
    [['--slow', '--bots'], '--bots does not go with --slow.'],
    [['--visitors', '9'], '--visitors needs --http.'],
    [['--http', '--full'], '--full does not go with --http.'],
    [['--repetitions', '1e3'], '--repetitions is "1e3": give a whole number above 0.'],
    [
      ['--full', '--repetitions', '50'],
      '--full means at least 10000 repetitions: leave it out for 50.',
    ],
    [
      ['--write'],
      '--write puts the whole table into the guide: use it with --full, without --only.',
    ],
  ] as const)('%j', ([args, sentence], { expect }) => {
    expect(readOptions(args, {})).toEqual({ ok: false, sentence });
  });
});
