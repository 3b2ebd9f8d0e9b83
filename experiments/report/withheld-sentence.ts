import type { Verdict } from '../contract/decision.ts';
import type { TreatmentLook } from '../contract/look.ts';
import type { Srm } from '../contract/srm.ts';
import { refusalSentences } from './sentences.ts';
import { labelOf, leastOf, primaryLimits, primaryOf, rangeOf, type Telling } from './telling.ts';
import { jointLimits } from './verdict.ts';

/** Why no verdict is given, in words that say what to do. */
export function withheldSentence(
  { reason, refusal }: Extract<Verdict, { kind: 'withheld' }>,
  telling: Telling,
): string {
  const because = refusal === null ? '' : ` ${refusalSentences[refusal]}`;
  switch (reason) {
    case 'srm':
      return telling.look.srm.ok
        ? splitSentence(telling.look.srm, telling)
        : 'Do not read: the split of visitors is not the planned one.';
    case 'split-unknown':
      return `Do not read: whether the split is as planned cannot be checked.${because}`;
    case 'mixed-units':
      return `Do not read: ${refusalSentences['mixed-units']}`;
    case 'impossible-counts':
      return `Do not read: the counts cannot be true.${because}`;
    case 'no-reading':
      return `No verdict is possible.${because}`;
    case 'guardrail-failed':
      return failedGuardrails(telling);
  }
}

/** "Do not read: the split is 53/47 where 50/50 was planned." */
function splitSentence(srm: Srm, { words }: Telling): string {
  const shares = (values: readonly number[]) => values.map(words.share).join('/');
  return `Do not read: the split is ${shares(srm.observedShares)} where ${shares(srm.plannedShares)} was planned, so visitors are being lost on one side.`;
}

function failedGuardrails(telling: Telling): string {
  const failed = telling.look.treatments.filter(
    ({ verdict }) => verdict.kind === 'withheld' && verdict.reason === 'guardrail-failed',
  );
  return failed.map((treatment) => failedGuardrail(treatment, telling)).join(' ');
}

function failedGuardrail(treatment: TreatmentLook, telling: Telling): string {
  const { words } = telling;
  const limits = primaryLimits(treatment);
  const gain = limits === null ? '' : `: ${leastOf(limits, words)}`;
  const losses = treatment.comparisons.flatMap(({ metric, lift, guardrail }) =>
    guardrail?.status === 'fails' && lift.ok
      ? [
          `“${labelOf(metric, telling)}” by ${rangeOf(jointLimits(lift), words)}, more than the ${words.share(guardrail.marginBp / 10_000)}\u202f% by which it may be worse`,
        ]
      : [],
  );
  const what = primaryOf(telling)?.label ?? 'the primary metric';
  return `Do not ship “${treatment.variant}”: it gains in “${what}”${gain}, but changes ${losses.join(' and ')}.`;
}
