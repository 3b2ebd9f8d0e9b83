import { describe, test } from 'vitest';
import type { RunState } from '#experiments/report/decision/state.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import {
  anExperiment,
  countsOf,
  leads,
  lookAt,
  morningReport,
  repeated,
  words,
} from './builders.ts';

describe('what people did from the report stands before the last reading', () => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, repeated(14, { visitors: [400, 400], converted: [12, 20] }));
  const looks = { last: lookAt(experiment, counts), crossings: [], next: null };
  const stateAfter = (run: RunState) =>
    reportOf(experiment, counts, { metrics: [leads], words, looks, run }).state;

  test('paused', ({ expect }) => {
    const { code, sentence } = stateAfter({
      state: 'paused',
      winner: null,
      sinceDay: '2026-11-15',
    });
    expect(code).toBe('paused');
    expect(sentence).toMatch(
      /^Paused on Nov 15: everybody sees the control and nobody is counted\. Last reading: “outcome” is/,
    );
  });

  test('ended, with the variant that everybody sees', ({ expect }) => {
    const ended = { state: 'ended', sinceDay: '2026-11-15' } as const;
    expect(stateAfter({ ...ended, winner: 'outcome' }).sentence).toMatch(
      /^Ended from the report on Nov 15: everybody sees “outcome”\. Last reading: /,
    );
    expect(stateAfter({ ...ended, winner: null }).sentence).toContain(
      'everybody sees the control.',
    );
  });
});

test('a decision says what it is worth in the words of its metric', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, repeated(28, { visitors: [400, 400], converted: [12, 20] }));
  const { state } = morningReport(experiment, counts, [{ ...leads, noun: 'leads' }]);
  expect(state.sentence).toMatch(
    / Per 1,000 visitors 30\.0 → 50\.0 leads\. Plan with the low end\.$/,
  );
});
