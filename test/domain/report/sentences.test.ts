import { describe, test } from 'vitest';
import { stateLabel, stateTone } from '#components/report/state-look.ts';
import {
  type Decision,
  decisionSchema,
  openConditionSchema,
  verdictSchema,
  withheldReasonSchema,
} from '#experiments/contract/decision.ts';
import { refusalReasonSchema } from '#experiments/contract/refusal.ts';
import { stateCodeSchema } from '#experiments/contract/report.ts';
import { decisionSentence } from '#experiments/report/decision/state.ts';
import { lineSentence } from '#experiments/report/sentences/line-sentence.ts';
import { refusalSentences } from '#experiments/report/sentences/sentences.ts';
import { aWholeReport, words } from './builders.ts';

const { report, metrics } = aWholeReport();
const { look } = report;
if (!look) throw new Error('no look');

/** One of every decision there is; `open` and `reason` are walked apart. */
const decisions: readonly Decision[] = [
  { kind: 'no-data' },
  { kind: 'better' },
  ...openConditionSchema.options.map(
    (open): Decision => ({ kind: 'ahead', open: [open], waitUntil: '2026-11-20' }),
  ),
  { kind: 'ahead', open: ['weeks', 'windows', 'guardrail'], waitUntil: null },
  { kind: 'worse' },
  { kind: 'no-difference', equivalence: 0.05 },
  { kind: 'undecided', daysLeft: 12 },
  { kind: 'undecided', daysLeft: 1 },
  { kind: 'undecided', daysLeft: 0 },
  { kind: 'undecided', daysLeft: 900 },
  { kind: 'undecided', daysLeft: null },
  ...withheldReasonSchema.options.flatMap((reason): readonly Decision[] => [
    { kind: 'withheld', reason, refusal: null },
    { kind: 'withheld', reason, refusal: 'no-plan' },
  ]),
];

/** The look with this decision, as if every treatment had come to it. */
function lookWith(decision: Decision) {
  if (!look) throw new Error('no look');
  const verdict = decision.kind === 'no-data' ? { kind: 'better' as const } : decision;
  return { ...look, decision, treatments: look.treatments.map((one) => ({ ...one, verdict })) };
}

describe('every decision has its sentence', () => {
  for (const decision of decisions) {
    test(JSON.stringify(decision), ({ expect }) => {
      expect(decisionSchema.parse(decision)).toEqual(decision);
      const telling = { look: lookWith(decision), metrics, words };
      for (const sentence of [
        decisionSentence(decision, telling),
        lineSentence(decision, telling),
      ]) {
        expect(sentence).toMatch(/^[A-Z“].*\.$/s);
        expect(sentence).not.toMatch(/NaN|undefined|null|Infinity|\[object|: \.|, \.|;\s*\./);
      }
    });
  }

  test('no kind of decision is left out', ({ expect }) => {
    const kinds = new Set(decisions.map(({ kind }) => kind));
    for (const { shape } of [...verdictSchema.options, ...decisionSchema.options]) {
      expect(kinds).toContain(shape.kind.value);
    }
  });
});

test('every state has a label and a tone, every refusal a sentence', ({ expect }) => {
  for (const code of stateCodeSchema.options) {
    expect(stateLabel(code)).toMatch(/^[A-Z]/);
    expect(stateTone(code)).toBeTruthy();
  }
  for (const reason of refusalReasonSchema.options) {
    expect(refusalSentences[reason]).toMatch(/^[A-Z].*\.$/);
  }
});

test('a lead names the open condition, and the date where one is known', ({ expect }) => {
  const say = (decision: Decision) =>
    decisionSentence(decision, { look: lookWith(decision), metrics, words });
  expect(say({ kind: 'ahead', open: ['guardrail'], waitUntil: null })).toMatch(
    /wait before you decide: “Errors” may still be worse by 5\u202f% or more\.$/,
  );
  expect(say({ kind: 'ahead', open: ['weeks'], waitUntil: '2026-11-20' })).toMatch(
    /wait until Nov 20: 14 of 14 days are in/,
  );
});

describe('a list says a decision in one line', () => {
  const line = (decision: Decision) =>
    lineSentence(decision, { look: lookWith(decision), metrics, words });

  test('without a size before there is a decision', ({ expect }) => {
    expect(line({ kind: 'undecided', daysLeft: 9 })).toBe('No decision yet: about 9 days.');
    expect(line({ kind: 'undecided', daysLeft: 1 })).toBe('No decision yet: about 1 day.');
    expect(line({ kind: 'undecided', daysLeft: 1_240 })).toBe(
      'No decision yet: about 1,240 days, because too few visitors come for this question.',
    );
    expect(line({ kind: 'no-difference', equivalence: 0.05 })).toBe(
      'Effects beyond ±5.0\u202f% are ruled out; choose on cost.',
    );
  });

  test('with the split where it forbids to read', ({ expect }) => {
    const lost = { observedShares: [0.53, 0.47], plannedShares: [0.5, 0.5] };
    const decision: Decision = { kind: 'withheld', reason: 'srm', refusal: null };
    const told = lookWith(decision);
    const srm = told.srm.ok ? { ...told.srm, ...lost } : told.srm;
    expect(lineSentence(decision, { look: { ...told, srm }, metrics, words })).toBe(
      'Do not read: the split is 53/47 where 50/50 was planned.',
    );
  });
});
