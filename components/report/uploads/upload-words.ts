import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';

/** How each state is called, in the order in which the page shows them. */
export const stateLabels: Readonly<Record<UploadState, string>> = {
  eligible: 'waiting',
  linted: 'ready',
  queued: 'on its way',
  sent: 'sent',
  exported: 'in a file',
  accepted: 'accepted',
  retracted: 'taken back',
  failed: 'refused there',
  'too-late': 'too late',
  refused: 'held back',
  'no-id': 'nobody to find',
  'no-consent': 'no consent',
  withdrawn: 'withdrawn',
  dropped: 'lost before it left',
};

/** What each state means, for whoever reads the page for the first time. */
export const stateMeanings: Readonly<Partial<Record<UploadState, string>>> = {
  linted: 'checked, leaves with the next file or request',
  exported: 'in a file that somebody took; say below what the platform made of it',
  accepted: 'the platform has it',
  retracted: 'reported, and taken back after the deal was lost or paid back',
  'too-late': 'the platform takes it no more',
  refused: 'an error that would get it refused there',
  'no-id': 'neither a click id nor a digest by which the platform could find the person',
  'no-consent': 'use for ads was not granted: nothing of it leaves',
  withdrawn: 'consent was withdrawn before it left',
};

export const STATES = Object.keys(stateLabels) as readonly UploadState[];

/** What an action does, before the name of the event. */
export function actionText(action: string): string {
  return action === 'retract' ? 'Take back: ' : action === 'restate' ? 'Correct: ' : '';
}

/** What became of an export, in words. */
export function exportStateText(state: string): string {
  const words: Readonly<Record<string, string>> = {
    waiting: 'waits for its turn',
    taken: 'taken',
    accepted: 'accepted',
    unused: 'not used',
    refused: 'refused',
    split: 'refused as a whole, sent again in parts',
    withdrawn: 'nothing was left to send',
  };
  return words[state] ?? state;
}
