import type { ExperimentReport, MetricCell, VariantReport } from '../contract/report.ts';

const COLUMNS = [
  'experiment',
  'fingerprint',
  'as_of_ms',
  'variant',
  'control',
  'weight_bp',
  'visitors',
  'bots',
  'metric',
  'role',
  'converted',
  'conversions',
  'rate',
  'rate_lower',
  'rate_upper',
  'rate_refusal',
  'lift',
  'lift_lower',
  'lift_upper',
  'lift_level',
  'lift_method',
  'p_value',
  'p_value_holm',
  'lift_refusal',
] as const;

/**
 * The report as CSV (RFC 4180): one row per variant and metric, the numbers of the JSON digit for
 * digit. A number that does not exist is an empty cell, with its reason in the refusal column; an
 * unbounded limit is empty too.
 */
export function reportCsv(report: ExperimentReport): string {
  const rows = report.variants.flatMap((variant) =>
    variant.metrics.map((cell) => rowOf(report, variant, cell)),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

type Field = string | number | boolean | null;

function rowOf(
  { experiment, asOf }: ExperimentReport,
  variant: VariantReport,
  cell: MetricCell,
): readonly Field[] {
  const rate = cell.rate.ok
    ? [cell.rate.estimate, cell.rate.lower, cell.rate.upper, null]
    : [null, null, null, cell.rate.reason];
  return [
    experiment.id,
    experiment.fingerprint,
    asOf,
    variant.variant,
    variant.control,
    variant.weightBp,
    variant.visitors,
    variant.bots,
    cell.metric,
    cell.role,
    cell.converted,
    cell.conversions,
    ...rate,
    ...liftFields(cell.lift),
  ];
}

function liftFields(lift: MetricCell['lift']): readonly Field[] {
  if (lift === null) return [null, null, null, null, null, null, null, null];
  if (!lift.ok) return [null, null, null, null, null, null, null, lift.reason];
  const holm = lift.family?.adjustedPValue ?? null;
  const { estimate, lower, upper, level, method, pValue } = lift;
  return [estimate, lower, upper, level, method, pValue, holm, null];
}

/** Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers. */
function field(value: Field): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
