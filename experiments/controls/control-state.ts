import type { EpochRow } from '../report/counts/counts.ts';

/** What is in force for one experiment beside its definition, with how far its record goes. */
export type ControlState = {
  readonly state: 'running' | 'paused' | 'ended';
  /** The variant that everybody sees after the end; null shows the control. */
  readonly winner: string | null;
  /** Least weight of an arm while a bandit moves the weights; null while they are fixed. */
  readonly banditFloorBp: number | null;
  /** Rising in `epoch` and `effectiveAt`, called-off ones left out; empty before the first. */
  readonly epochs: readonly EpochRow[];
  /** Newest audit entry of the experiment, 0 before the first. */
  readonly auditSeq: number;
  /** Highest epoch number ever given, called-off ones included. */
  readonly lastEpoch: number;
};

/** Names a state: whoever acts says from which one, so that the second of two sees the conflict. */
export function versionOf({ auditSeq, lastEpoch }: ControlState): string {
  return `${auditSeq}.${lastEpoch}`;
}

/** The epoch in force at `now` (epoch ms); the first while none has begun, null when there is none. */
export function epochInForce(epochs: readonly EpochRow[], now: number): EpochRow | null {
  return epochs.findLast(({ effectiveAt }) => effectiveAt <= now) ?? epochs[0] ?? null;
}
