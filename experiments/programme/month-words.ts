import type { Decision, WithheldReason } from '../contract/decision.ts';
import type { FirstVerdict } from './month-of.ts';

/** What a first verdict said, without its size: at a first crossing that is exaggerated. */
export function verdictWords({ kind }: Pick<FirstVerdict, 'kind'>): string {
  return VERDICTS[kind] ?? kind;
}

const VERDICTS: Readonly<Partial<Record<Decision['kind'], string>>> = {
  better: 'A treatment is better than the control.',
  worse: 'No treatment is better: the control stays.',
  'no-difference': 'No difference that would matter: choose on cost.',
};

/** Why looks were withheld, in a sentence; a reason that nobody knows stands as it is. */
export function withheldWords(reason: string): string {
  return WITHHELD[reason as WithheldReason] ?? reason;
}

const WITHHELD: Readonly<Record<WithheldReason, string>> = {
  'not-randomised':
    'Somebody else chose who came to which arm, and no sale was there to judge it on.',
  srm: 'The split of visitors was not the planned one.',
  'split-unknown': 'The split of visitors could not be checked.',
  'mixed-units': 'Visitors and single page views were mixed.',
  'mixed-definitions': 'Visitors were counted under another definition of the same experiment.',
  'impossible-counts': 'The counts could not be true.',
  'no-reading': 'The primary metric could not be read.',
  'guardrail-failed': 'The leader lost more on a guardrail than allowed.',
};
