import type { Decision } from '../../contract/decision.ts';
import type { ExperimentReport } from '../../contract/report.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import { sum } from '../strata/strata.ts';

/** Stands beside everything that arms tell whose visitors somebody else split. */
export const NOT_RANDOMISED = 'not randomised by us';

/** What may be wrong with such a comparison, however many visitors there are. */
export const NOT_RANDOMISED_CAVEAT =
  'The ad platform chose who came to which arm and may have sent different people to each, so part of any difference may be the people, not the page.';

/** Verdicts that name a difference, or that there is none. */
const SETTLED: readonly Decision['kind'][] = ['ahead', 'better', 'worse', 'no-difference'];

/** A decision's sentence with the label before it, and the caveat after what may be acted on. */
export function labelled(sentence: string, decision: Decision): string {
  // Why nothing is judged begins with the same words.
  if (decision.kind === 'withheld' && decision.reason === 'not-randomised') return sentence;
  const settled =
    SETTLED.includes(decision.kind) ||
    (decision.kind === 'withheld' && decision.reason === 'guardrail-failed');
  return `${LABEL}. ${sentence}${settled ? ` ${NOT_RANDOMISED_CAVEAT}` : ''}`;
}

/** The same in one line of a list. */
export function labelledLine(line: string, { kind }: Decision): string {
  return kind === 'withheld' ? line : `${LABEL}: ${line}`;
}

/** The label at the beginning of a sentence. */
export const LABEL = 'Not randomised by us';

/** What a report says of arms that somebody else splits; nothing where visitors were randomised. */
export function notRandomised(
  { assignedBy, variants }: Pick<CatalogExperiment, 'assignedBy' | 'variants'>,
  visitors: readonly number[],
): Pick<ExperimentReport['experiment'], 'assignedBy' | 'notRandomised'> {
  if (assignedBy === undefined) return {};
  const all = sum(visitors);
  return {
    assignedBy,
    notRandomised: {
      label: NOT_RANDOMISED,
      caveat: NOT_RANDOMISED_CAVEAT,
      declaredSharesBp: variants.map(({ weightBp }) => weightBp),
      cameShares: all === 0 ? null : visitors.map((count) => count / all),
    },
  };
}
