import type { Verdict, WithheldReason } from '../../contract/decision.ts';
import type { Decided } from '../../contract/look.ts';
import type { RefusalReason } from '../../contract/refusal.ts';
import { isSaleMetric } from '../../definition/metric/sale-metric.ts';
import type { DecidedCounts, DecidedExperiment } from '../decision/decide.ts';
import type { JudgedMetric } from '../decision/metric-roles.ts';
import type { unitOf } from '../strata/unit.ts';

/** A verdict that is withheld from every treatment. */
export type Gate = Extract<Verdict, { kind: 'withheld' }>;

/**
 * What forbids every verdict, null when nothing does, in this order: other definitions, mixed units,
 * arms that somebody else filled and that nothing can be judged on, the split of visitors (SRM).
 */
export function gateOf(
  { assignedBy }: Pick<DecidedExperiment, 'assignedBy'>,
  { conversions, others = [] }: Pick<DecidedCounts, 'conversions' | 'others'>,
  at: {
    readonly primary: JudgedMetric['metric'] | undefined;
    readonly unit: ReturnType<typeof unitOf>;
    readonly srm: Decided['srm'];
  },
): Gate | null {
  const { primary, unit, srm } = at;
  if (others.length > 0) return close('mixed-definitions');
  if (unit === 'mixed') return close('mixed-units');
  if (assignedBy !== undefined) return salesGate(primary, conversions);
  if (!srm.ok) return srm.reason === 'no-visitors' ? null : close('split-unknown', srm.reason);
  return srm.mismatch ? close('srm') : null;
}

/** Only what became of the leads may judge, and only once somebody reports it. */
function salesGate(
  primary: JudgedMetric['metric'] | undefined,
  conversions: DecidedCounts['conversions'],
): Gate | null {
  if (!primary || !isSaleMetric(primary)) return close('not-randomised');
  const arrived = conversions.some(
    ({ metricId, converted }) => metricId === primary.id && converted > 0,
  );
  return arrived ? null : close('not-randomised', 'no-conversions');
}

function close(reason: WithheldReason, refusal: RefusalReason | null = null): Gate {
  return { kind: 'withheld', reason, refusal };
}
