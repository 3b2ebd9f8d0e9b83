import type { Decision } from '../../contract/decision.ts';
import type { Look, OtherDefinition } from '../../contract/look.ts';
import type { ExperimentReport } from '../../contract/report.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import type { NumberWords } from '../lift/number-words.ts';
import { openSentence } from '../sentences/open-sentence.ts';
import {
  aheadSentence,
  betterSentence,
  flatSentence,
  worseSentence,
} from '../sentences/settled-sentences.ts';
import { mixedDefinitions, withheldSentence } from '../sentences/withheld-sentence.ts';
import { labelled } from './not-randomised.ts';
import type { Telling } from './telling.ts';

type State = ExperimentReport['state'];

/** What people did to an experiment from the report, where its file still says "running". */
export type RunState = {
  readonly state: 'running' | 'paused' | 'ended';
  /** The variant that everybody sees after the end; null shows the control. */
  readonly winner: string | null;
  /** Site day on which it came to this; null when nobody ever acted. */
  readonly sinceDay: string | null;
};

/** What a state is read from besides the definition. */
export type Seen = {
  readonly look: Look | null;
  /** Counted until now; they tell an experiment without visitors from one whose first day is not over. */
  readonly visitors: number;
  /** Visitors of other definitions forbid reading at once, look or no look. */
  readonly others?: readonly OtherDefinition[];
  readonly run?: RunState;
};

/** `tell`: says a decision; a list says it shorter than a page. */
type Context = {
  readonly metrics: readonly Metric[];
  readonly words: NumberWords;
  readonly tell?: (decision: Decision, telling: Telling) => string;
};

/**
 * What stands above a report: a code for programs and one sentence for people. It is the decision
 * of the last look, so it does not change while a day runs nor with how often it is read.
 */
export function stateOf(
  definition: Pick<CatalogExperiment, 'status' | 'winner'>,
  seen: Seen,
  context: Context,
): State {
  if (definition.status === 'draft') {
    return { code: 'draft', sentence: 'Draft: nobody is assigned to it yet.' };
  }
  const reading = readingOf(seen, context);
  const last = `Last reading: ${reading.sentence}`;
  if (definition.status === 'ended') {
    const winner = definition.winner ? ` Winner on record: “${definition.winner}”.` : '';
    return { code: 'ended', sentence: `Ended.${winner} ${last}` };
  }
  const { state, winner, sinceDay } = seen.run ?? {
    state: 'running',
    winner: null,
    sinceDay: null,
  };
  if (state === 'running') return reading;
  const day = sinceDay === null ? '' : ` on ${context.words.calendarDay(sinceDay)}`;
  return state === 'paused'
    ? {
        code: 'paused',
        sentence: `Paused${day}: everybody sees the control and nobody is counted. ${last}`,
      }
    : {
        code: 'ended',
        sentence: `Ended from the report${day}: everybody sees ${winner === null ? 'the control' : `“${winner}”`}. ${last}`,
      };
}

function readingOf({ look, visitors, others = [] }: Seen, context: Context): State {
  if (others.length > 0) {
    return { code: 'withheld', sentence: mixedDefinitions(others, context.words) };
  }
  if (look !== null && look.decision.kind !== 'no-data') {
    const { tell = decisionSentence } = context;
    return { code: look.decision.kind, sentence: tell(look.decision, { ...context, look }) };
  }
  return visitors === 0
    ? { code: 'no-data', sentence: 'No visitors yet, so there is nothing to compare.' }
    : {
        code: 'first-look',
        sentence:
          'The first look is taken tonight, when the day is over; until then the counts are all there is.',
      };
}

/** One sentence, sometimes two, for every decision there is. */
export function decisionSentence(decision: Decision, telling: Telling): string {
  const sentence = plainSentence(decision, telling);
  return telling.look.assignedBy === undefined ? sentence : labelled(sentence, decision);
}

function plainSentence(decision: Decision, telling: Telling): string {
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
