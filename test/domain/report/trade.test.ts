import { test } from 'vitest';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { anExperiment, clicks, countsOf, leads, morningReport, repeated } from './builders.ts';

const stage = (match: string) =>
  metricSchema.parse({ ...leads, id: match, label: `Stage ${match}`, source: 'stage', match });

/** Four weeks in which the treatment gains in its primary metric and loses in its guardrail. */
function sentenceFor(primary: typeof leads, guardrail: typeof leads): string {
  const experiment = anExperiment({
    primary: primary.id,
    guardrails: [{ metric: guardrail.id, marginBp: 500 }],
  });
  const counts = countsOf(
    experiment,
    repeated(28, {
      visitors: [1_000, 1_000],
      also: { [primary.id]: [60, 90], [guardrail.id]: [40, 20] },
    }),
  );
  const { state, variants } = morningReport(experiment, counts, [primary, guardrail]);
  if (state.code !== 'withheld' || variants.length !== 2) throw new Error(state.sentence);
  return state.sentence;
}

test('a variant that wins leads and loses a later stage wins leads and loses quality', ({
  expect,
}) => {
  expect(sentenceFor(leads, stage('qualified'))).toMatch(
    /^Wins leads, loses quality: do not ship “outcome”\. It gains in “Demo requests”: at least .+, but changes “Stage qualified” by .+, more than the 5\u202f% by which it may be worse\.$/,
  );
  expect(sentenceFor(leads, stage('won'))).toMatch(/^Wins leads, loses customers: do not ship/);
  expect(sentenceFor(clicks, leads)).toMatch(/^Wins clicks, loses leads: do not ship/);
});

test('a guardrail that is no later step is not called quality', ({ expect }) => {
  expect(sentenceFor(leads, clicks)).toMatch(/^Do not ship “outcome”: it gains/);
});
