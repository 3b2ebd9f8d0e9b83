import type { Money } from '../../revenue/deal-state.ts';
import type { UploadAction } from '../conversion.ts';
import type { Desired } from './desired.ts';
import { hasLeft, isUnderWay, type UploadState } from './state.ts';

/** One version of a conversion on record. */
export type KnownUpload = {
  readonly version: number;
  readonly action: UploadAction;
  readonly state: UploadState;
  readonly value: Money | null;
  readonly dealVersion: number | null;
  /** Of a correction, epoch milliseconds; null of a conversion. */
  readonly adjustedAt: number | null;
};

/** What is to be done about one conversion at one platform. */
export type Step =
  | { readonly kind: 'nothing' }
  /** Writes this version, anew or in the place of what has not left. */
  | { readonly kind: 'write'; readonly version: number; readonly action: UploadAction }
  /** What was to leave is not true any more. */
  | { readonly kind: 'drop'; readonly version: number };

const NOTHING: Step = { kind: 'nothing' };

/**
 * The next step for a conversion whose versions on record are `known`, in their order. What has not
 * left is written anew or dropped; what has left is corrected by one more version: taken back when
 * it does not stand, given its new value when the deal has changed since, reported anew when it
 * stands again. A version under way waits for its answer.
 */
export function nextStep(
  known: readonly KnownUpload[],
  desired: Pick<Desired, 'stands' | 'value' | 'dealVersion'>,
): Step {
  const last = known.at(-1);
  if (last === undefined) {
    return desired.stands ? { kind: 'write', version: 0, action: 'new' } : NOTHING;
  }
  if (isUnderWay(last.state)) return NOTHING;
  const left = known.filter(({ state }) => hasLeft(state));
  const told = left.at(-1);
  const action = correction(told, desired);
  if (hasLeft(last.state)) {
    return action === null ? NOTHING : { kind: 'write', version: last.version + 1, action };
  }
  if (action === null) return last.state === 'dropped' ? NOTHING : drop(last.version);
  // What the platform itself refused is not sent again by itself, unless the deal has changed.
  const unchanged = last.dealVersion === desired.dealVersion && last.action === action;
  return last.state === 'failed' && unchanged
    ? NOTHING
    : { kind: 'write', version: last.version, action };
}

/** What has to be told after `told`, the last that left; null when the platform is right already. */
function correction(
  told: KnownUpload | undefined,
  { stands, value, dealVersion }: Pick<Desired, 'stands' | 'value' | 'dealVersion'>,
): UploadAction | null {
  if (told === undefined || told.action === 'retract') return stands ? 'new' : null;
  if (!stands) return 'retract';
  if (told.dealVersion === dealVersion || value === null) return null;
  return isSame(told.value, value) ? null : 'restate';
}

function isSame(told: Money | null, value: Money): boolean {
  return told?.minor === value.minor && told.currency === value.currency;
}

function drop(version: number): Step {
  return { kind: 'drop', version };
}

/**
 * The id under which the platform knows a version: what is reported again after a retraction gets a
 * new one, for the platform has ended the first.
 */
export function platformId(
  conversionId: string,
  known: readonly KnownUpload[],
  step: Extract<Step, { kind: 'write' }>,
): string {
  const claims = known.filter(({ action, version }) => action === 'new' && version < step.version);
  const claim = step.action === 'new' ? step.version : (claims.at(-1)?.version ?? 0);
  return claim === 0 ? conversionId : `${conversionId}~${claim}`;
}
