import type { HealthCheck, HealthStatus, PlacedSplit } from '#experiments/contract/health.ts';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import { SILENT_SHARE } from '#experiments/report/decision/thresholds.ts';
import { DIMENSION_WORDS, valueName } from './dimension-words.ts';
import type { ReportFormat } from './format.ts';
import { HEALTH_TITLES, HEALTH_TODO } from './health-advice.ts';
import { eachShare, partOf, percent } from './health-shares-words.ts';
import { unitFinding } from './unit-finding.ts';

/** One line of the health section. */
export type HealthLine = {
  readonly check: HealthCheck;
  readonly status: HealthStatus;
  readonly title: string;
  readonly finding: string;
  /** What to do; null when nothing is wrong. */
  readonly todo: string | null;
};

const PLACES: Readonly<Partial<Record<HealthCheck, PlacedSplit['at']>>> = {
  'split-assigned': 'assigned',
  'split-served': 'served',
  'split-exposed': 'exposed',
  'split-counted': 'counted',
};

/** Every check in words, broken ones first; none where health was not read. */
export function healthLines(
  report: ExperimentReport,
  { format, locale }: { readonly format: ReportFormat; readonly locale: string },
): readonly HealthLine[] {
  const findings = report.health?.findings ?? [];
  // What is lost on the way is missing from there on, so the first place tells where to look.
  const first = findings.find(({ check, status }) => status === 'broken' && check in PLACES)?.check;
  const todoOf = (check: HealthCheck) =>
    first !== undefined && first !== check && check in PLACES
      ? `Begin where it first goes wrong: “${HEALTH_TITLES[first]}”.`
      : HEALTH_TODO[check];
  return findings.map(({ check, status }) => ({
    check,
    status,
    title: HEALTH_TITLES[check],
    finding: findingOf(check, report, { format, locale }),
    todo: status === 'broken' || status === 'watch' ? todoOf(check) : null,
  }));
}

/** "50.1 / 49.9": the shares of a split, control first. */
export function sharesOf(counts: readonly number[], format: ReportFormat): string {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => format.share(all === 0 ? 0 : count / all)).join(' / ');
}

function findingOf(
  check: HealthCheck,
  report: ExperimentReport,
  words: { readonly format: ReportFormat; readonly locale: string },
): string {
  const { format } = words;
  const { health } = report;
  if (!health) return '';
  const place = PLACES[check];
  if (place !== undefined) {
    return splitFinding(
      health.splits.find(({ at }) => at === place),
      { report, format },
    );
  }
  const ids = report.variants.map(({ variant }) => variant);
  const { failures, silence, errors, drawn, loaded, unexposed, late, maturity } = health;
  switch (check) {
    case 'split-dimensions':
      return cellsFinding(report, words);
    case 'definitions':
      return report.others.length === 0
        ? 'All visitors saw the same definition.'
        : 'Somebody changed the experiment while it ran; visitors of the other definition are in no number.';
    case 'unit':
      return unitFinding(report, format);
    case 'failures':
      return partOf(
        failures,
        'first views got the control because their page could not be served',
        format,
      );
    case 'silence':
      return silence.pValue === null
        ? 'Cannot be told: more views were reported than pages counted, or none were.'
        : `${percent(silence, format)} of the pages served to people never reported that they were shown (${eachShare(silence, ids, format)}). Up to ${format.level(SILENT_SHARE)} is usual: blocked scripts, pages fetched ahead and never opened.`;
    case 'errors':
      return partOf(
        errors,
        `shown first views met a script error${detail(errors, ids, format)}`,
        format,
      );
    case 'drawn':
      return partOf(
        drawn,
        `shown first views reported that the page was drawn${detail(drawn, ids, format)}`,
        format,
      );
    case 'loaded':
      return partOf(
        loaded,
        `shown first views reported that it had loaded${detail(loaded, ids, format)}`,
        format,
      );
    case 'multi':
      return health.multiShare === null
        ? 'No visitors yet.'
        : `${format.count(report.multi)} visitors (${format.rate(health.multiShare)}) were later seen in another variant; the alarm is at ${format.level(0.01)}. Their first exposure counts.`;
    case 'unexposed':
      return unexposed.sampled === 0
        ? 'No conversions yet.'
        : `${format.count(unexposed.without)} of the newest ${format.count(unexposed.sampled)} conversions on these pages came from somebody whose visit was never reported. They are kept and in no rate.`;
    case 'late':
      return late.sampled === 0
        ? 'No visitors yet.'
        : `${format.count(late.late)} of the newest ${format.count(late.sampled)} exposures arrived more than an hour after they happened; half of all within ${seconds(late.medianMs, format)}.`;
    case 'maturity':
      return maturity === null || maturity.closedShare === null
        ? 'No visitors yet.'
        : `${format.share(maturity.closedShare)}\u202f% of the visitors have had their ${format.count(maturity.windowDays)} days to convert.`;
    case 'ledger': {
      const { received, rejected } = report.ledger;
      return received === 0
        ? 'No events yet.'
        : `${format.count(rejected)} of ${format.count(received)} events of the whole site were rejected, each for a named reason.`;
    }
    default:
      return '';
  }
}

function splitFinding(
  placed: PlacedSplit | undefined,
  { report, format }: { readonly report: ExperimentReport; readonly format: ReportFormat },
): string {
  const { notRandomised } = report.experiment;
  if (notRandomised && placed) {
    const declared = notRandomised.declaredSharesBp.map((share) => format.share(share / 10_000));
    return `${sharesOf(placed.visitors, format)} where your file declares ${declared.join(' / ')}. The ad platform decides this, so it is told and not tested.`;
  }
  if (!placed?.split.ok) return 'Nothing to check yet.';
  const { split, visitors } = placed;
  const planned = split.plannedShares.map((share) => format.share(share)).join(' / ');
  const pValue = format.pValue(split.pValue);
  const p = `p ${pValue.startsWith('<') ? pValue : `= ${pValue}`}, alarm below ${format.statistic(split.alpha)}`;
  return split.mismatch
    ? `Off: ${sharesOf(visitors, format)} where ${planned} was planned (${p}).`
    : `As planned: ${sharesOf(visitors, format)} where ${planned} was planned (${p}).`;
}

function cellsFinding(
  { health, dimensions, experiment }: ExperimentReport,
  { format, locale }: { readonly format: ReportFormat; readonly locale: string },
): string {
  if (!health || health.cells.checked === 0) {
    return experiment.notRandomised ? 'No planned split to check.' : 'Nothing to check yet.';
  }
  const { checked, off } = health.cells;
  if (off.length === 0) {
    return `As planned for all ${format.count(checked)} values of all dimensions (Holm over all).`;
  }
  const named = off.slice(0, 3).map((cell) => {
    const table = dimensions?.dimensions.find(({ dimension }) => dimension === cell.dimension);
    const value = table ? valueName(table, cell, locale) : cell.value;
    const planned = cell.plannedShares.map((share) => format.share(share)).join(' / ');
    return `${DIMENSION_WORDS[cell.dimension].title} “${value}” ${sharesOf(cell.visitors, format)} where ${planned} was planned`;
  });
  const more =
    off.length > named.length ? `, and ${format.count(off.length - named.length)} more` : '';
  return `Off: ${named.join('; ')}${more} (Holm over ${format.count(checked)} values).`;
}

function detail(
  check: Parameters<typeof eachShare>[0],
  ids: readonly string[],
  format: ReportFormat,
): string {
  const shares = eachShare(check, ids, format);
  return shares === '' ? '' : ` (${shares})`;
}

function seconds(ms: number | null, format: ReportFormat): string {
  if (ms === null) return 'no time at all';
  return ms < 60_000
    ? `${format.count(Math.max(1, Math.round(ms / 1_000)))} s`
    : `${format.count(Math.round(ms / 60_000))} min`;
}
