import type { ExperimentReport, StateCode } from '../contract/report.ts';
import type { CatalogExperiment } from '../definition/catalog.ts';
import type { Metric } from '../definition/metric.ts';
import type { NumberWords } from './number-words.ts';
import { type Evidence, primaryCell, type Reading, readingsOf } from './readings.ts';
import { refusalSentences } from './sentences.ts';
import {
  aheadSentence,
  betterSentence,
  flatSentence,
  openSentence,
  splitSentence,
  type Telling,
  tooEarlySentence,
  worseSentence,
} from './state-sentences.ts';
import { sum } from './strata.ts';
import { FEW_CONVERSIONS, WHOLE_WEEKS_DAYS } from './thresholds.ts';

type State = ExperimentReport['state'];

/**
 * What may be said about an experiment right now: a code for programs and one sentence for
 * people. It calls a treatment better only when its whole interval is, the split of visitors is
 * as planned and two whole weeks are in; before that it names ranges, never a point.
 */
export function stateOf(
  definition: Pick<CatalogExperiment, 'status' | 'winner' | 'plan'>,
  evidence: Evidence,
  context: { readonly metric: Metric | undefined; readonly words: NumberWords },
): State {
  if (definition.status === 'draft') {
    return { code: 'draft', sentence: 'Draft: nobody is assigned to it yet.' };
  }
  const state = judge(definition, { ...context, evidence });
  if (definition.status === 'running') return state;
  const winner = definition.winner ? ` Winner on record: “${definition.winner}”.` : '';
  return { code: 'ended', sentence: `Ended.${winner} Last reading: ${state.sentence}` };
}

function judge(definition: Pick<CatalogExperiment, 'plan'>, telling: Telling): State {
  const { evidence, metric } = telling;
  if (sum(evidence.variants.map(({ visitors }) => visitors)) === 0) {
    return { code: 'no-data', sentence: 'No visitors yet, so there is nothing to compare.' };
  }
  const { equivalenceBp } = definition.plan;
  const equivalence = equivalenceBp === undefined ? null : equivalenceBp / 10_000;
  const readings = readingsOf(evidence, { direction: metric?.direction ?? 'up', equivalence });
  if (refusedFor(readings, ['mixed-units'])) {
    return { code: 'withheld-units', sentence: `Do not read: ${refusalSentences['mixed-units']}` };
  }
  if (evidence.srm.ok && evidence.srm.mismatch) {
    return { code: 'withheld-srm', sentence: splitSentence(evidence.srm, telling) };
  }
  return decide(readings, { telling, equivalence });
}

function decide(
  readings: readonly Reading[],
  { telling, equivalence }: { readonly telling: Telling; readonly equivalence: number | null },
): State {
  const state = (code: StateCode, sentence: string): State => ({ code, sentence });
  if (readings.some(({ kind }) => kind === 'better')) {
    const wholeWeeks = (telling.evidence.days ?? 0) >= WHOLE_WEEKS_DAYS;
    return wholeWeeks
      ? state('better', betterSentence(readings, telling))
      : state('ahead', aheadSentence(readings, telling));
  }
  if (readings.every(({ kind }) => kind === 'worse')) {
    return state('worse', worseSentence(readings, telling));
  }
  if (readings.every(({ kind }) => kind === 'flat')) {
    return state('flat', flatSentence(equivalence ?? 0, telling));
  }
  if (fewConversions(telling.evidence)) return state('too-early', tooEarlySentence(telling));
  const [unread] = readings.flatMap((reading) => (reading.kind === 'unread' ? [reading] : []));
  if (unread && readings.every(({ kind }) => kind === 'unread')) {
    return state('no-reading', refusalSentences[unread.refusal.reason]);
  }
  return state('no-decision', openSentence(readings, telling));
}

function fewConversions(evidence: Evidence): boolean {
  return evidence.variants.some(
    ({ metrics }) => (primaryCell(metrics)?.converted ?? 0) < FEW_CONVERSIONS,
  );
}

function refusedFor(readings: readonly Reading[], reasons: readonly string[]): boolean {
  return readings.some(
    (reading) => reading.kind === 'unread' && reasons.includes(reading.refusal.reason),
  );
}
