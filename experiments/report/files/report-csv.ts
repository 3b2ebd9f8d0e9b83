import type { ExperimentReport, MetricCell, VariantReport } from '../../contract/report.ts';
import { COLUMNS, type Column, csvRow, type Field } from './csv-columns.ts';
import { timeRows } from './csv-time-rows.ts';

/**
 * The report as CSV (RFC 4180): one row per variant and metric; then for the primary metric one per
 * value of a dimension and variant, one per look and treatment, one per day and variant. The numbers
 * are those of the JSON digit for digit. A number that does not exist is an empty cell, with its reason in the refusal column; an
 * unbounded limit is empty too. Every row says whether visitors were randomised here.
 */
export function reportCsv(report: ExperimentReport): string {
  const rows = report.variants.flatMap((variant) =>
    variant.metrics.map((cell) => rowOf(report, variant, cell)),
  );
  const assignment = report.experiment.notRandomised?.label ?? 'randomised';
  const labelled = [...rows, ...dimensionRows(report), ...timeRows(report)].map((row) =>
    COLUMNS.map((name, index) => (name === 'assignment' ? assignment : (row[index] ?? null))),
  );
  return [COLUMNS, ...labelled].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function rowOf(
  report: ExperimentReport,
  variant: VariantReport,
  cell: MetricCell,
): readonly Field[] {
  const { experiment, asOf, state } = report;
  return [
    'variant',
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
    null,
    null,
    null,
    ...evidenceFields(report, variant.variant, cell),
    null,
    cell.closed?.until ?? null,
    cell.closed?.visitors ?? null,
    cell.closed?.leads ?? null,
    cell.closed?.converted ?? null,
  ];
}

/** What follows from the counts and the look beside them: per 1 000, the panel, a month. */
function evidenceFields(
  { panel, monthly }: ExperimentReport,
  variant: string,
  { metric, perThousand }: MetricCell,
): readonly Field[] {
  const own = <Of extends { readonly variant: string }>(
    of: { readonly metric: string; readonly treatments: readonly Of[] } | null,
  ) => (of?.metric === metric ? of.treatments.find((one) => one.variant === variant) : undefined);
  const belief = own(panel)?.belief;
  const month = own(monthly);
  return [
    perThousand?.control ?? null,
    perThousand?.treatment ?? null,
    perThousand?.changeLower ?? null,
    perThousand?.changeUpper ?? null,
    belief?.ok ? belief.chanceToBeat : null,
    belief?.ok ? belief.expectedLoss : null,
    belief && !belief.ok ? belief.reason : null,
    month?.estimate ?? null,
    month?.lower ?? null,
    month?.upper ?? null,
    month ? (monthly?.visitors ?? null) : null,
  ];
}

/** What is known of a value of a dimension stands under the same columns as for the whole. */
function dimensionRows(report: ExperimentReport): readonly (readonly Field[])[] {
  const { experiment, asOf, state, dimensions, variants } = report;
  if (dimensions === null) return [];
  return dimensions.dimensions.flatMap(({ dimension, cells }) =>
    cells.flatMap((cell) =>
      variants.map(({ variant, control, weightBp }, column) => {
        const visitors = cell.visitors[column] ?? 0;
        const converted = cell.converted[column] ?? 0;
        return csvRow({
          row: 'value',
          experiment: experiment.id,
          fingerprint: experiment.fingerprint,
          as_of_ms: asOf,
          variant,
          control,
          weight_bp: weightBp,
          visitors,
          metric: dimensions.metric,
          role: 'primary',
          converted,
          rate: visitors === 0 ? null : converted / visitors,
          state: state.code,
          dimension,
          value_kind: cell.kind,
          dimension_value: cell.value,
          ...liftColumns(cell.lifts[column - 1] ?? null),
        });
      }),
    ),
  );
}

const LIFT_COLUMNS = COLUMNS.slice(COLUMNS.indexOf('lift'), COLUMNS.indexOf('lift_refusal') + 1);

function liftColumns(lift: MetricCell['lift']): Partial<Record<Column, Field>> {
  const fields = liftFields(lift);
  return Object.fromEntries(LIFT_COLUMNS.map((name, index) => [name, fields[index] ?? null]));
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
