import type { StateCode } from '#experiments/contract/report.ts';

/** The label says what the colour says. */
const labels: Readonly<Record<StateCode, string>> = {
  draft: 'Draft',
  'no-data': 'No data yet',
  'withheld-units': 'Withheld',
  'withheld-srm': 'Withheld',
  'no-reading': 'No reading',
  'too-early': 'Too early',
  'no-decision': 'No decision yet',
  ahead: 'Ahead, wait',
  better: 'Better',
  worse: 'Worse',
  flat: 'No difference',
  ended: 'Ended',
};

export type Tone = 'quiet' | 'open' | 'good' | 'bad' | 'warning';

const tones: Readonly<Record<StateCode, Tone>> = {
  draft: 'quiet',
  'no-data': 'quiet',
  'withheld-units': 'warning',
  'withheld-srm': 'warning',
  'no-reading': 'quiet',
  'too-early': 'open',
  'no-decision': 'open',
  ahead: 'open',
  better: 'good',
  worse: 'bad',
  flat: 'quiet',
  ended: 'quiet',
};

export function stateLabel(code: StateCode): string {
  return labels[code];
}

export function stateTone(code: StateCode): Tone {
  return tones[code];
}
