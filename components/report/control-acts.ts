import type { Control } from '#experiments/contract/control.ts';
import { movesVisitors } from '#experiments/controls/apply-control.ts';

/** One thing that an editor can do, and what it does, in words. */
export type ControlAct = {
  readonly act: Control['action'];
  readonly title: string;
  readonly says: string;
};

/**
 * What can be done to an experiment in its state. Where an ad platform splits the visitors nothing
 * here moves them.
 */
export function controlActs(of: {
  readonly paused: boolean;
  readonly bandit: boolean;
  readonly splitElsewhere: boolean;
  readonly timeZone: string;
}): readonly ControlAct[] {
  const acts = [of.paused ? RESUME : PAUSE, END, ...weights(of), NOTE];
  return acts.filter(({ act }) => !of.splitElsewhere || !movesVisitors(act));
}

function weights(of: { readonly bandit: boolean; readonly timeZone: string }): ControlAct[] {
  if (of.bandit) return [FIXED];
  const ramp: ControlAct = {
    act: 'ramp',
    title: 'Plan a ramp',
    says: `Allocation step by step, with the weights as they are. Times are of ${of.timeZone}.`,
  };
  return [EPOCH, ramp, BANDIT];
}

const RESUME: ControlAct = {
  act: 'resume',
  title: 'Resume',
  says: 'Visitors see their variants again, within a minute everywhere.',
};
const PAUSE: ControlAct = {
  act: 'pause',
  title: 'Pause',
  says: 'Everybody sees the control and nobody is counted, within a minute everywhere, without a deploy.',
};
const END: ControlAct = {
  act: 'end',
  title: 'End it',
  says: 'For good. Everybody sees the winner from then on.',
};
const FIXED: ControlAct = {
  act: 'fixed',
  title: 'Return to fixed weights',
  says: 'The weights of the definition hold again for new visitors.',
};
const EPOCH: ControlAct = {
  act: 'epoch',
  title: 'Change weights or allocation',
  says: 'Opens an epoch: for visitors who come for the first time from 90 seconds on. Nobody who is known flips.',
};
const BANDIT: ControlAct = {
  act: 'bandit',
  title: 'Let a bandit move the weights',
  says: 'Once a day the weights follow each variant’s chance to be best (Thompson), each an epoch. It earns more on the way and decides later.',
};
const NOTE: ControlAct = {
  act: 'note',
  title: 'Add a note',
  says: 'What happened outside, for those who read the curve.',
};
