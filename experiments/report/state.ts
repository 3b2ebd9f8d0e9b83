import type { Decision } from '../contract/decision.ts';
import type { Look } from '../contract/look.ts';
import type { ExperimentReport } from '../contract/report.ts';
import type { CatalogExperiment } from '../definition/catalog.ts';
import type { Metric } from '../definition/metric.ts';
import type { NumberWords } from './number-words.ts';
import { openSentence } from './open-sentence.ts';
import { aheadSentence, betterSentence, flatSentence, worseSentence } from './settled-sentences.ts';
import type { Telling } from './telling.ts';
import { withheldSentence } from './withheld-sentence.ts';

type State = ExperimentReport['state'];

/**
 * What stands above a report: a code for programs and one sentence for people. It is the decision
 * of the last look, so it does not change while a day runs nor with how often it is read.
 * `visitors`: counted until now; they tell an experiment without visitors from one whose first
 * day is not over.
 */
export function stateOf(
  definition: Pick<CatalogExperiment, 'status' | 'winner'>,
  { look, visitors }: { readonly look: Look | null; readonly visitors: number },
  context: { readonly metrics: readonly Metric[]; readonly words: NumberWords },
): State {
  if (definition.status === 'draft') {
    return { code: 'draft', sentence: 'Draft: nobody is assigned to it yet.' };
  }
  const state = runningState(look, visitors, context);
  if (definition.status === 'running') return state;
  const winner = definition.winner ? ` Winner on record: “${definition.winner}”.` : '';
  return { code: 'ended', sentence: `Ended.${winner} Last reading: ${state.sentence}` };
}

function runningState(
  look: Look | null,
  visitors: number,
  context: { readonly metrics: readonly Metric[]; readonly words: NumberWords },
): State {
  if (look !== null && look.decision.kind !== 'no-data') {
    const sentence = decisionSentence(look.decision, { ...context, look });
    return { code: look.decision.kind, sentence };
  }
  return visitors === 0
    ? { code: 'no-data', sentence: 'No visitors yet, so there is nothing to compare.' }
    : {
        code: 'first-look',
        sentence:
          'The first look is taken tonight, when the day is over; until then the counts below are all there is.',
      };
}

/** One sentence, sometimes two, for every decision there is. */
export function decisionSentence(decision: Decision, telling: Telling): string {
  switch (decision.kind) {
    case 'no-data':
      return 'No visitors yet, so there is nothing to compare.';
    case 'withheld':
      return withheldSentence(decision, telling);
    case 'better':
      return betterSentence(telling);
    case 'ahead':
      return aheadSentence(telling);
    case 'worse':
      return worseSentence(telling);
    case 'no-difference':
      return flatSentence(decision, telling);
    case 'undecided':
      return openSentence(decision, telling);
  }
}
