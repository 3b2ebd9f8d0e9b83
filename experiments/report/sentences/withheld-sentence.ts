import type { Verdict } from '../../contract/decision.ts';
import type { OtherDefinition, TreatmentLook } from '../../contract/look.ts';
import type { RefusalReason } from '../../contract/refusal.ts';
import type { Srm } from '../../contract/srm.ts';
import { LABEL, NOT_RANDOMISED_CAVEAT } from '../decision/not-randomised.ts';
import { stepOf } from '../decision/step.ts';
import {
  labelOf,
  leastOf,
  primaryLimits,
  primaryOf,
  rangeOf,
  type Telling,
} from '../decision/telling.ts';
import { jointLimits } from '../decision/verdict.ts';
import type { NumberWords } from '../lift/number-words.ts';
import { refusalSentences } from './sentences.ts';

/** Why no verdict is given, in words that say what to do. */
export function withheldSentence(
  { reason, refusal }: Extract<Verdict, { kind: 'withheld' }>,
  telling: Telling,
): string {
  const because = refusal === null ? '' : ` ${refusalSentences[refusal]}`;
  switch (reason) {
    case 'not-randomised':
      return notJudged(refusal, telling);
    case 'srm':
      return telling.look.srm.ok
        ? splitSentence(telling.look.srm, telling)
        : 'Do not read: the split of visitors is not the planned one.';
    case 'split-unknown':
      return `Do not read: whether the split is as planned cannot be checked.${because}`;
    case 'mixed-units':
      return `Do not read: ${refusalSentences['mixed-units']}`;
    case 'mixed-definitions':
      return mixedDefinitions(telling.look.others ?? [], telling.words);
    case 'impossible-counts':
      return `Do not read: the counts cannot be true.${because}`;
    case 'no-reading':
      return `No verdict is possible.${because}`;
    case 'guardrail-failed':
      return failedGuardrails(telling);
  }
}

/** Arms that an ad platform filled, with nothing that they could be judged on. */
function notJudged(refusal: RefusalReason | null, telling: Telling): string {
  const label = primaryOf(telling)?.label ?? 'the primary metric';
  const why =
    refusal === 'no-conversions'
      ? `nothing of “${label}” has arrived so far. If visitors had the time for it, connect what reports it (site/crm.yaml, an import of stages, orders)`
      : `“${label}” is counted on the page and says most about whom the platform sent. Judge on qualified leads or revenue instead`;
  return `${LABEL}, and only compared: ${why}. ${NOT_RANDOMISED_CAVEAT}`;
}

/** The same in one line where that can be said shorter; else null. */
export function withheldLine(
  { reason, refusal }: Extract<Verdict, { kind: 'withheld' }>,
  telling: Telling,
): string | null {
  if (reason === 'not-randomised') {
    return refusal === 'no-conversions'
      ? `${LABEL}, and only compared: nothing of “${primaryOf(telling)?.label ?? 'the primary metric'}” has arrived so far.`
      : `${LABEL}, and only compared: no sale decides here.`;
  }
  const { srm } = telling.look;
  return reason === 'srm' && srm.ok ? `${splitWords(srm, telling)}.` : null;
}

/** Says under which definitions visitors were counted besides the one that is read. */
export function mixedDefinitions(others: readonly OtherDefinition[], words: NumberWords): string {
  const each = others.map(
    ({ fingerprint, visitors }) => `${words.count(visitors)} under ${fingerprint}`,
  );
  const whom = each.length === 0 ? '' : ` (visitors: ${each.join(', ')})`;
  return `Do not read: this experiment was changed after visitors had seen it${whom}. Put the definition back, or copy it to a new id; visitors of different definitions are never added up.`;
}

function splitSentence(srm: Srm, telling: Telling): string {
  return `${splitWords(srm, telling)}, so visitors are being lost on one side.`;
}

/** "Do not read: the split is 53/47 where 50/50 was planned" */
function splitWords(srm: Srm, { words }: Telling): string {
  const shares = (values: readonly number[]) => values.map(words.share).join('/');
  return `Do not read: the split is ${shares(srm.observedShares)} where ${shares(srm.plannedShares)} was planned`;
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
  const trade = tradeOf(treatment, telling);
  const { variant } = treatment;
  const call =
    trade === null ? `Do not ship “${variant}”: it` : `${trade}: do not ship “${variant}”. It`;
  return `${call} gains in “${what}”${gain}, but changes ${losses.join(' and ')}.`;
}

/** "Wins leads, loses quality", when what fails is a later step than what leads; else null. */
function tradeOf({ comparisons }: TreatmentLook, telling: Telling): string | null {
  const failed = comparisons.flatMap(({ metric, guardrail }) =>
    guardrail?.status === 'fails' ? [metric] : [],
  );
  const steps = failed.flatMap((id) => {
    const metric = telling.metrics.find((one) => one.id === id);
    return metric ? [stepOf(metric)] : [];
  });
  const primary = primaryOf(telling);
  const won = primary && stepOf(primary);
  const lost = steps.sort((a, b) => a.rank - b.rank).at(-1);
  if (!won || !lost || lost.rank <= won.rank) return null;
  return `Wins ${won.name}, loses ${lost.lost}`;
}
