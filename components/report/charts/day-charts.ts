import type { Timeline } from '#experiments/contract/timeline.ts';
import type { ReportFormat } from '../format.ts';
import type { ChartAt } from './draw.ts';
import { happenings, type NumberedNote } from './marks.ts';
import { seriesOf } from './series.ts';
import { dayMiddle, dayStart, timeAxis } from './time-axis.ts';

type Day = Timeline['days'][number];

/** Share of each day's visitors who converted: one line per variant, broken on days without any. */
export function rateChart(
  timeline: Timeline,
  of: {
    readonly notes: readonly NumberedNote[];
    /** The first day whose visitors may still convert; null when all had their time. */
    readonly openFrom: string | null;
  },
  format: ReportFormat,
): ChartAt {
  const columns = columnsOf(timeline);
  const open = timeline.days.at(-1);
  return (plot, width) => ({
    height: width < 500 ? 200 : 220,
    marginTop: 24,
    marginLeft: 64,
    marginRight: 12,
    x: timeAxis(timeline, width, format),
    y: { label: null, grid: true, zero: true, nice: true, ticks: 4, tickFormat: format.level },
    marks: [
      plot.rectX(of.openFrom && open ? [of.openFrom] : [], {
        x1: (day: string) => dayStart(day),
        x2: () => new Date(dayStart(open?.day ?? '').getTime() + 86_400_000),
        fill: 'var(--line)',
        fillOpacity: 0.45,
      }),
      plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      ...columns.map((column) =>
        plot.lineY(timeline.days, {
          x: ({ day }: Day) => dayMiddle(day),
          y: ({ rates }: Day) => rates[column] ?? Number.NaN,
          stroke: seriesOf(column).stroke,
          strokeDasharray: seriesOf(column).dash,
          strokeWidth: 1.75,
          marker: timeline.days.length < 40 ? 'dot' : 'none',
        }),
      ),
      ...happenings(plot, timeline, of.notes),
    ],
  });
}

/** Visitors of each day, the variants on top of each other. */
export function exposureChart(
  timeline: Timeline,
  notes: readonly NumberedNote[],
  format: ReportFormat,
): ChartAt {
  const rows = columnsOf(timeline).flatMap((column) =>
    timeline.days.map(({ day, visitors }) => ({ day, column, visitors: visitors[column] ?? 0 })),
  );
  type Row = (typeof rows)[number];
  return (plot, width) => ({
    height: width < 500 ? 180 : 200,
    marginTop: 24,
    marginLeft: 64,
    marginRight: 12,
    x: timeAxis(timeline, width, format),
    y: { label: null, grid: true, nice: true, ticks: 4, tickFormat: format.count },
    marks: [
      plot.areaY(rows, {
        x: ({ day }: Row) => dayMiddle(day),
        y: 'visitors',
        z: 'column',
        curve: 'step',
        fill: ({ column }: Row) => seriesOf(column).stroke,
        fillOpacity: 0.55,
      }),
      plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      ...happenings(plot, timeline, notes),
    ],
  });
}

function columnsOf({ days }: Timeline): readonly number[] {
  return (days[0]?.visitors ?? []).map((_, column) => column);
}
