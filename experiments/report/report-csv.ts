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
  'value',
  'value_lower',
  'value_upper',
  'value_refusal',
  'lift',
  'lift_lower',
  'lift_upper',
  'lift_level',
  'lift_method',
  'p_value',
  'p_value_adjusted',
  'adjusted_by',
  'family_lower',
  'family_upper',
  'lift_refusal',
  'state',
  'look_day',
  'look_verdict',
  'look_lift_lower',
  'look_lift_upper',
  'look_p_value',
  'look_lift_refusal',
  'guardrail_margin_bp',
  'guardrail',
  'first_crossing_day',
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
  report: ExperimentReport,
  variant: VariantReport,
  cell: MetricCell,
): readonly Field[] {
  const { experiment, asOf, state } = report;
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
    ...estimateFields(cell.rate),
    ...(cell.value ? estimateFields(cell.value) : [null, null, null, null]),
    ...liftFields(cell.lift),
    state.code,
    ...lookFields(report, variant.variant, cell.metric),
  ];
}

function estimateFields(given: MetricCell['rate']): readonly Field[] {
  return given.ok
    ? [given.estimate, given.lower, given.upper, null]
    : [null, null, null, given.reason];
}

function liftFields(lift: MetricCell['lift']): readonly Field[] {
  const none = Array.from({ length: 10 }, () => null);
  if (lift === null) return [...none, null];
  if (!lift.ok) return [...none, lift.reason];
  const { estimate, lower, upper, level, method, pValue, family } = lift;
  const together = family
    ? [family.adjustedPValue, family.correction, family.lower, family.upper]
    : [null, null, null, null];
  return [estimate, lower, upper, level, method, pValue, ...together, null];
}

/** What the last look said about the same variant and metric; its limits hold for the family. */
function lookFields(
  { look, crossings }: ExperimentReport,
  variant: string,
  metric: string,
): readonly Field[] {
  const treatment = look?.treatments.find((one) => one.variant === variant);
  const comparison = treatment?.comparisons.find((one) => one.metric === metric);
  const crossing = crossings.find((one) => one.variant === variant && one.metric === metric);
  const lift = comparison?.lift;
  const numbers = lift?.ok
    ? [(lift.family ?? lift).lower, (lift.family ?? lift).upper]
    : [null, null];
  const pValue = lift?.ok ? (lift.family?.adjustedPValue ?? lift.pValue) : null;
  return [
    look?.day ?? null,
    comparison?.role === 'primary' ? (treatment?.verdict.kind ?? null) : null,
    ...numbers,
    pValue,
    lift && !lift.ok ? lift.reason : null,
    comparison?.guardrail?.marginBp ?? null,
    comparison?.guardrail?.status ?? null,
    crossing?.day ?? null,
  ];
}

/** Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers. */
function field(value: Field): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
