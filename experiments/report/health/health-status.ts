import type {
  Health,
  HealthCheck,
  HealthStatus,
  PlacedSplit,
  ShareCheck,
} from '../../contract/health.ts';
import { HEALTH_CHECKS } from '../../contract/health-checks.ts';
import {
  CLOSED_SHARE,
  ERROR_SHARE,
  LATE_SHARE,
  MULTI_SHARE,
  REJECTED_SHARE,
  SILENT_SHARE,
  UNEXPOSED_SHARE,
} from '../decision/thresholds.ts';
import { sum } from '../strata/strata.ts';
import type { Readings } from './health-of.ts';
import { wholeShare } from './health-shares.ts';

const ORDER: readonly HealthStatus[] = ['broken', 'watch', 'fine', 'unknown'];

/** Every check with what came of it, broken ones first. */
export function statusesOf(parts: Omit<Health, 'findings'>, report: Readings): Health['findings'] {
  const found = statuses(parts, report);
  return HEALTH_CHECKS.map((check) => ({ check, status: found[check] })).sort(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status),
  );
}

function statuses(
  parts: Omit<Health, 'findings'>,
  report: Readings,
): Readonly<Record<HealthCheck, HealthStatus>> {
  const split = (at: PlacedSplit['at']): HealthStatus => {
    const found = parts.splits.find((one) => one.at === at)?.split;
    return !found?.ok ? 'unknown' : found.mismatch ? 'broken' : 'fine';
  };
  const { late, unexposed, maturity, multiShare, cells } = parts;
  const { received, rejected } = report.ledger;
  const visitors = sum(report.variants.map((variant) => variant.visitors));
  return {
    'split-assigned': split('assigned'),
    'split-served': split('served'),
    'split-exposed': split('exposed'),
    'split-counted': split('counted'),
    'split-dimensions': cells.off.length > 0 ? 'broken' : cells.checked > 0 ? 'fine' : 'unknown',
    definitions: report.others.length > 0 ? 'broken' : 'fine',
    unit: visitors === 0 ? 'unknown' : report.unit === null ? 'broken' : 'fine',
    failures: above(parts.failures, 0),
    silence: silenceStatus(parts.silence, parts.splits),
    errors: above(parts.errors, ERROR_SHARE),
    drawn: unequal(parts.drawn),
    loaded: unequal(parts.loaded),
    multi: multiShare === null ? 'unknown' : multiShare > MULTI_SHARE ? 'broken' : 'fine',
    unexposed: part(unexposed.without, unexposed.sampled, UNEXPOSED_SHARE),
    late: part(late.late, late.sampled, LATE_SHARE),
    maturity:
      maturity === null || maturity.closedShare === null
        ? 'unknown'
        : maturity.closedShare < CLOSED_SHARE
          ? 'watch'
          : 'fine',
    ledger: part(rejected, received, REJECTED_SHARE),
  };
}

/** Unequal between variants is a fault, much of it everywhere a thing to look at. */
function above(check: ShareCheck, most: number): HealthStatus {
  const share = wholeShare(check);
  if (share === null) return 'unknown';
  if (check.differs) return 'broken';
  return share > most ? 'watch' : 'fine';
}

function unequal(check: ShareCheck): HealthStatus {
  if (check.pValue === null) return 'unknown';
  return check.differs ? 'broken' : 'fine';
}

function silenceStatus(check: ShareCheck, splits: readonly PlacedSplit[]): HealthStatus {
  const served = splits.find(({ at }) => at === 'served')?.visitors ?? [];
  // Where counters were lost the check holds what was reported instead, and tells nothing.
  if (check.pValue === null || sum(served) === 0) return 'unknown';
  return above(check, SILENT_SHARE);
}

function part(some: number, all: number, most: number): HealthStatus {
  if (all === 0) return 'unknown';
  return some / all > most ? 'watch' : 'fine';
}
