import type { Lift } from '../../contract/interval.ts';
import type { GuardrailStatus } from '../../contract/look.ts';
import type { Refusal } from '../../contract/refusal.ts';

/**
 * Whether a treatment keeps a guardrail: the largest relative loss that is accepted is `marginBp`,
 * towards less when more is good and the other way round.
 *
 * `holds`: the interval excludes a loss of the margin or more. `fails`: it lies wholly beyond the
 * margin. `unclear`: it reaches both sides, or there is none. A margin of 0 holds only once the
 * metric is shown to gain.
 */
export function guardrailStatus(
  lift: Lift | Refusal,
  { marginBp, direction }: { readonly marginBp: number; readonly direction: 'up' | 'down' },
): GuardrailStatus {
  if (!lift.ok) return 'unclear';
  const margin = marginBp / 10_000;
  const { lower, upper } = lift;
  const [kept, lost] =
    direction === 'up'
      ? [lower !== null && lower > -margin, upper !== null && upper < -margin]
      : [upper !== null && upper < margin, lower !== null && lower > margin];
  return kept ? 'holds' : lost ? 'fails' : 'unclear';
}
