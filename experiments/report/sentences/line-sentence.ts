import type { Decision } from '../../contract/decision.ts';
import { labelledLine } from '../decision/not-randomised.ts';
import type { Telling } from '../decision/telling.ts';
import { isLong } from './open-sentence.ts';
import { aheadLine, betterSentence, flatSentence, worseSentence } from './settled-sentences.ts';
import { withheldLine, withheldSentence } from './withheld-sentence.ts';

/**
 * A decision in one line of a list: what to do and how sure, without the evidence that the page
 * gives. Before a decision it names no size at all: "No decision yet: about 9 days."
 */
export function lineSentence(decision: Decision, telling: Telling): string {
  const line = plainLine(decision, telling);
  return telling.look.assignedBy === undefined ? line : labelledLine(line, decision);
}

function plainLine(decision: Decision, telling: Telling): string {
  switch (decision.kind) {
    case 'no-data':
      return 'No visitors yet, so there is nothing to compare.';
    case 'better':
      return betterSentence(telling);
    case 'ahead':
      return aheadLine(telling);
    case 'worse':
      return worseSentence(telling);
    case 'no-difference':
      return flatSentence(decision, telling);
    case 'undecided':
      return openLine(decision.daysLeft, telling);
    case 'withheld':
      return withheldLine(decision, telling) ?? withheldSentence(decision, telling);
  }
}

function openLine(daysLeft: number | null, { words }: Telling): string {
  if (daysLeft === null) return 'No decision yet.';
  if (daysLeft === 0) {
    return 'No decision: the planned visitors are in, and an effect of the planned size has not shown.';
  }
  const days = `about ${words.count(daysLeft)} ${daysLeft === 1 ? 'day' : 'days'}`;
  const few = isLong(daysLeft) ? ', because too few visitors come for this question' : '';
  return `No decision yet: ${days}${few}.`;
}
