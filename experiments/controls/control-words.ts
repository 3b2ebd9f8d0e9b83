import type { ControlRefusal } from './apply-control.ts';
import { BANDIT_CONVERTED, BANDIT_VISITORS_A_DAY } from './bandit-offer.ts';
import { type ControlState, epochInForce } from './control-state.ts';

/** What people read when a control cannot be carried out, with what to do instead. */
export const controlRefusals: Readonly<Record<ControlRefusal, string>> = {
  'not-running':
    'Only a running experiment can be controlled here. Set its status in its file and deploy.',
  'already-paused': 'It is paused already.',
  'not-paused': 'It is not paused.',
  'already-ended':
    'It has ended for good. Fold its winner into the page with npm run ship, or start a new experiment.',
  'unknown-winner': 'No variant has this name.',
  'weights-count': 'Each variant needs one weight.',
  'weights-sum': 'The weights must make 100 % together.',
  'nothing-moves': 'These are the weights and the allocation in force: nothing would change.',
  'bandit-on': 'A bandit moves the weights. Return to fixed weights first.',
  'bandit-off': 'The weights are fixed already.',
  'bandit-floor': 'The floor is too high: all arms together must stay below 100 %.',
  'bandit-traffic': `A bandit needs at least ${BANDIT_VISITORS_A_DAY} visitors per variant and day over a week.`,
  'bandit-conversions': `A bandit needs at least ${BANDIT_CONVERTED} converted visitors in every variant.`,
  'ramp-order': 'Each step of a ramp must be later than the one before.',
  'ramp-too-soon': 'A step can begin 90 seconds from now at the earliest.',
  'split-elsewhere':
    'Not randomised by us: the ad platform splits these visitors, so weights, ramps and bandits are set there.',
};

/**
 * A state in one line for the audit log: `running, 50/50, all visitors`; percentages to a tenth.
 */
export function stateWords(state: ControlState, now: number): string {
  const epoch = epochInForce(state.epochs, now);
  const planned = state.epochs.filter(({ effectiveAt }) => effectiveAt > now);
  return [
    state.state === 'ended'
      ? `ended, everybody sees ${state.winner ?? 'the control'}`
      : state.state,
    ...(epoch
      ? [
          epoch.weightsBp.map(percent).join('/'),
          epoch.allocationBp === 10_000
            ? 'all visitors'
            : `${percent(epoch.allocationBp)} % of visitors`,
        ]
      : []),
    ...(state.banditFloorBp === null
      ? []
      : [`bandit with a floor of ${percent(state.banditFloorBp)} %`]),
    ...planned.map(
      ({ weightsBp, allocationBp }) =>
        `then ${weightsBp.map(percent).join('/')} for ${percent(allocationBp)} %`,
    ),
  ].join(', ');
}

function percent(basisPoints: number): string {
  return String(Math.round(basisPoints / 10) / 10);
}
