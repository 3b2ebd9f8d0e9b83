import type { Decision } from '#experiments/contract/decision.ts';
import type { StateCode } from '#experiments/contract/report.ts';

/** The label says what the colour says. */
const labels: Readonly<Record<StateCode, string>> = {
  draft: 'Draft',
  'no-data': 'No data yet',
  'first-look': 'First look tonight',
  withheld: 'Withheld',
  undecided: 'No decision yet',
  ahead: 'Ahead, wait',
  better: 'Better',
  worse: 'Worse',
  'no-difference': 'No difference',
  paused: 'Paused',
  ended: 'Ended',
};

/** What is withheld because a guardrail failed is a call, and no fault of the data. */
const FAILED = 'Do not ship';

export type Tone = 'quiet' | 'open' | 'good' | 'bad' | 'warning';

const tones: Readonly<Record<StateCode, Tone>> = {
  draft: 'quiet',
  'no-data': 'quiet',
  'first-look': 'quiet',
  withheld: 'warning',
  undecided: 'open',
  ahead: 'open',
  better: 'good',
  worse: 'bad',
  'no-difference': 'quiet',
  paused: 'warning',
  ended: 'quiet',
};

/** `decision`: of the look that the state was read from, where it is known. */
export function stateLabel(code: StateCode, decision?: Decision | null): string {
  const failed = decision?.kind === 'withheld' && decision.reason === 'guardrail-failed';
  return failed && code === 'withheld' ? FAILED : labels[code];
}

/** The colour that goes with a state; its words say the same. */
export function stateTone(code: StateCode): Tone {
  return tones[code];
}
