import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { ReportFormat } from './format.ts';
import { healthLines } from './health-words.ts';

/** A number or sentence of the report as it stands on the page: where it is, and how it is written. */
export type FigureMark = {
  /** Path in the report's JSON: `variants.1.metrics.0.rate.estimate`. */
  readonly at: string;
  readonly as: FigureKind;
};

export type FigureKind =
  | 'count'
  | 'rate'
  | 'ratio'
  | 'level'
  | 'weight'
  | 'perThousand'
  | 'pValue'
  | 'liftRange'
  /** Of a single value: beyond elevenfold a limit says "large" and nothing more. */
  | 'cellLiftRange'
  | 'rateRange'
  | 'text'
  | 'finding';

/**
 * The text of a figure, from the report: what the page writes, and what a recomputation in the
 * browser compares the page with. Null where the report has no such number.
 */
export function figureText(
  report: ExperimentReport,
  { at, as }: FigureMark,
  words: { readonly format: ReportFormat; readonly locale: string },
): string | null {
  if (as === 'finding') {
    return healthLines(report, words).find(({ check }) => check === at)?.finding ?? null;
  }
  return written(valueAt(report, at), as, words.format);
}

function written(value: unknown, as: Exclude<FigureKind, 'finding'>, format: ReportFormat) {
  if (as === 'text') return typeof value === 'string' ? value : null;
  if (as === 'ratio') {
    // The share that a part is of a whole: [part, whole].
    const [part, whole] = Array.isArray(value) ? value : [];
    return typeof part === 'number' && typeof whole === 'number' && whole > 0
      ? format.rate(part / whole)
      : null;
  }
  if (as === 'liftRange' || as === 'cellLiftRange' || as === 'rateRange') {
    if (!isLimits(value)) return null;
    if (as === 'rateRange')
      return `${format.rate(value.lower ?? 0)} to ${format.rate(value.upper ?? 0)}`;
    return format.liftRange(as === 'liftRange' ? value : shownLimits(value));
  }
  return typeof value === 'number' ? format[as](value) : null;
}

const LARGEST = 10;

function shownLimits({ lower, upper }: Limits): Limits {
  return { lower, upper: upper !== null && upper > LARGEST ? null : upper };
}

type Limits = { readonly lower: number | null; readonly upper: number | null };

function isLimits(value: unknown): value is Limits {
  return typeof value === 'object' && value !== null && 'lower' in value && 'upper' in value;
}

function valueAt(report: ExperimentReport, at: string): unknown {
  const ratio = /^(.+)\/(.+)$/.exec(at);
  if (ratio) return [valueAt(report, ratio[1] ?? ''), valueAt(report, ratio[2] ?? '')];
  return at
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      report,
    );
}
