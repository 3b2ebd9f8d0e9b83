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
 * stands again. A version under way waits for its answer. Ask again after a drop: where the file of
 * a conversion was never imported, its correction goes first, and then the conversion itself.
 */
export function nextStep(
  known: readonly KnownUpload[],
  desired: Pick<Desired, 'stands' | 'value' | 'dealVersion'>,
): Step {
  // What was dropped is as if it had never been.
  const alive = known.filter(({ state }) => state !== 'dropped');
  const last = alive.at(-1);
  if (last === undefined) {
    return desired.stands ? { kind: 'write', version: 0, action: 'new' } : NOTHING;
  }
  if (isUnderWay(last.state)) return NOTHING;
  const action = correction(
    alive.findLast(({ state }) => hasLeft(state)),
    desired,
  );
  if (hasLeft(last.state)) {
    return action === null ? NOTHING : { kind: 'write', version: last.version + 1, action };
  }
  const before = alive.at(-2);
  if (action === null || (before && !hasLeft(before.state))) return drop(last.version);
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

/** How the platform knows a version. */
export type PlatformName = {
  /** What is reported again after a retraction gets a new one, for the platform has ended the first. */
  readonly id: string;
  /**
   * Epoch milliseconds: each time that it is reported again a second later, for Google and Microsoft
   * count one conversion of a click and a moment, and would drop the second. The same in corrections.
   */
  readonly occurredAt: number;
};

/** The name of the version that `step` writes; `known` are the versions before it. */
export function platformName(
  { conversionId, occurredAt }: Pick<Desired, 'conversionId' | 'occurredAt'>,
  known: readonly KnownUpload[],
  step: Extract<Step, { kind: 'write' }>,
): PlatformName {
  const claims = known
    .filter(({ action, version }) => action === 'new' && version < step.version)
    .map(({ version }) => version);
  if (step.action === 'new') claims.push(step.version);
  const claim = claims.at(-1) ?? 0;
  return {
    id: claim === 0 ? conversionId : `${conversionId}~${claim}`,
    occurredAt: occurredAt + Math.max(claims.length - 1, 0) * 1_000,
  };
}
