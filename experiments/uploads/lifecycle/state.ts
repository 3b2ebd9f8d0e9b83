/** Where a conversion, or a correction of one, stands with a platform. */
export const UPLOAD_STATES = [
  /** May be told, and waits for its time. */
  'eligible',
  /** Checked: leaves with the next file or request. */
  'linted',
  /** In a file that somebody took. */
  'exported',
  /** In a request that waits for its turn. */
  'queued',
  /** Sent; the platform has not said yet what it makes of it. */
  'sent',
  'accepted',
  /** Refused by the platform. */
  'failed',
  /** Reported, and taken back since. */
  'retracted',
  /** The platform takes it no more. */
  'too-late',
  /** The check found an error. */
  'refused',
  /** Nothing by which the platform could find the click or the person. */
  'no-id',
  /** Use for ads was not granted: kept as a number, without anything of the person. */
  'no-consent',
  /** Consent was withdrawn, or the person erased, before it left. */
  'withdrawn',
  /** The deal was lost, or the lead found to be spam, before it left. */
  'dropped',
] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** Whether the platform knows of it, as far as anybody can tell. */
export function hasLeft(state: UploadState): boolean {
  return LEFT.includes(state);
}

/** Whether it is on its way: what comes after it waits for the answer. */
export function isUnderWay(state: UploadState): boolean {
  return state === 'queued' || state === 'sent';
}

/** States that are looked at again as long as they last: the reason may go. */
export const OPEN_STATES: readonly UploadState[] = ['eligible', 'linted', 'refused'];

const LEFT: readonly UploadState[] = ['exported', 'sent', 'accepted', 'retracted'];
