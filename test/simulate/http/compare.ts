import type { ExperimentReport } from '#experiments/contract/report.ts';
import { type Books, type Cell, rejectedOf } from './books.ts';

/** One count: what the simulation did and what the report says. */
export type Line = {
  /** `crm-form · short · demo-request · converted` */
  readonly name: string;
  readonly expected: number;
  readonly counted: number;
};

export type Reports = {
  /** Before the first browser came: its counts are no concern of the simulation. */
  readonly before: readonly ExperimentReport[];
  readonly after: readonly ExperimentReport[];
};

/** Every count of the reports beside the simulation's own. */
export function compare(
  books: Books,
  cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>,
  { before, after }: Reports,
): readonly Line[] {
  const lines = after.flatMap((report) => {
    const old = before.find(({ experiment }) => experiment.id === report.experiment.id);
    return linesOf(report, old, cells.get(report.experiment.id) ?? new Map());
  });
  const [first] = after;
  return first ? [...lines, ...ledgerLines(books, first, before[0])] : lines;
}

function linesOf(
  report: ExperimentReport,
  old: ExperimentReport | undefined,
  cells: ReadonlyMap<string, Cell>,
): readonly Line[] {
  const { id } = report.experiment;
  const lines = report.variants.flatMap((now) => {
    const then = old?.variants.find(({ variant }) => variant === now.variant);
    const cell = cells.get(now.variant);
    const name = `${id} · ${now.variant}`;
    return [
      line(`${name} · visitors`, cell?.visitors, now.visitors, then?.visitors),
      line(`${name} · bots`, cell?.bots, now.bots, then?.bots),
      ...now.metrics.flatMap((metric) => {
        const was = then?.metrics.find((one) => one.metric === metric.metric);
        const sums = cell?.metrics[metric.metric];
        const of = `${name} · ${metric.metric}`;
        return [
          line(`${of} · converted`, sums?.converted, metric.converted, was?.converted),
          line(`${of} · conversions`, sums?.conversions, metric.conversions, was?.conversions),
        ];
      }),
    ];
  });
  return [
    ...lines,
    ...partLines(report, old, cells),
    line(`${id} · seen in two variants`, 0, report.multi, old?.multi),
  ];
}

/**
 * Visitors of every value that the report shows by itself. Values were merged by what was there
 * before, so this needs a report that began with nothing.
 */
function partLines(
  report: ExperimentReport,
  old: ExperimentReport | undefined,
  cells: ReadonlyMap<string, Cell>,
): readonly Line[] {
  if (old?.variants.some(({ visitors }) => visitors > 0)) return [];
  const { id } = report.experiment;
  return (report.dimensions?.dimensions ?? [])
    .filter(({ dimension }) => dimension !== 'weekday' && dimension !== 'landing')
    .flatMap(({ dimension, cells: parts }) =>
      parts
        .filter(({ kind }) => kind === 'value')
        .flatMap(({ value, visitors }) =>
          report.variants.map(({ variant }, column) =>
            line(
              `${id} · ${variant} · ${dimension} “${value}”`,
              cells.get(variant)?.parts.get(`${dimension} ${value}`),
              visitors[column],
            ),
          ),
        ),
    );
}

function ledgerLines(
  books: Books,
  { ledger: now }: ExperimentReport,
  old: ExperimentReport | undefined,
): readonly Line[] {
  const then = old?.ledger;
  const rejected = rejectedOf(books);
  const received = books.accepted + books.duplicate + rejected;
  const codes = new Set([...Object.keys(books.rejectsByCode), ...Object.keys(now.rejectsByCode)]);
  return [
    line('ledger · received', received, now.received, then?.received),
    line('ledger · accepted', books.accepted, now.accepted, then?.accepted),
    line('ledger · duplicate', books.duplicate, now.duplicate, then?.duplicate),
    line('ledger · rejected', rejected, now.rejected, then?.rejected),
    ...[...codes].sort().map((code) => {
      const was = then?.rejectsByCode[code];
      return line(`ledger · ${code}`, books.rejectsByCode[code], now.rejectsByCode[code], was);
    }),
  ];
}

function line(name: string, expected = 0, now = 0, then = 0): Line {
  return { name, expected, counted: now - then };
}
