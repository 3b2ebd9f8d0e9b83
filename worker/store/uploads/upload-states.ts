import {
  OPEN_STATES,
  UPLOAD_STATES,
  type UploadState,
} from '#experiments/uploads/lifecycle/state.ts';

/** States as a list for SQL; they are our own words and hold no quotes. */
function listed(states: readonly UploadState[]): string {
  return states.map((state) => `'${state}'`).join(', ');
}

const GONE: readonly UploadState[] = ['exported', 'queued', 'sent', 'accepted', 'retracted'];

/** Has not left, and may be written anew. */
export const STILL_HERE = listed(UPLOAD_STATES.filter((state) => !GONE.includes(state)));
/** May leave as things are. */
export const OPEN = listed(OPEN_STATES);
