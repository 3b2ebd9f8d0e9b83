import type { LookLine, Timeline } from '#experiments/contract/timeline.ts';
import { type LiftAxis, liftAxis } from '../axis.ts';
import type { ReportFormat } from '../format.ts';
import type { ChartAt } from './draw.ts';
import { happenings, type NumberedNote } from './marks.ts';
import { dayMiddle, timeAxis } from './time-axis.ts';

/** Limits of one treatment at one look; a limit beyond the picture, or none, lies on its edge. */
type Band = { readonly day: string; readonly lower: number; readonly upper: number };

/** The least and the most that an axis of lifts shows: beyond it early ranges say "unknown". */
const LEAST = 0.2;
const MOST = 2;

/**
 * The range of one treatment's lift at every look that may be read, as a band. `axis`: the same
 * for all pictures of an experiment, see `sharedAxis`; `crossing`: the day of the first crossing.
 */
export function liftChart(
  timeline: Timeline,
  of: {
    readonly variant: string;
    readonly crossing: string | null;
    readonly axis: LiftAxis;
    readonly notes: readonly NumberedNote[];
  },
  format: ReportFormat,
): ChartAt {
  const bands = bandsOf(timeline.looks, of.variant);
  const { from: low, to: high, ticks } = of.axis;
  const crossed = bands.find(({ day }) => day === of.crossing);
  return (plot, width) => ({
    height: width < 500 ? 220 : 260,
    marginTop: 24,
    marginLeft: 64,
    marginRight: 12,
    x: timeAxis(timeline, width, format),
    y: { domain: [low, high], label: null, grid: true, ticks: [...ticks], tickFormat: format.tick },
    marks: [
      plot.ruleY([0], { stroke: 'var(--line-strong)', strokeWidth: 2 }),
      plot.areaY(bands, {
        x: ({ day }: Band) => dayMiddle(day),
        y1: ({ lower }: Band) => Math.max(low, lower),
        y2: ({ upper }: Band) => Math.min(high, upper),
        curve: 'step',
        fill: 'var(--accent)',
        fillOpacity: 0.18,
      }),
      ...(['lower', 'upper'] as const).map((limit) =>
        plot.lineY(bands, {
          x: ({ day }: Band) => dayMiddle(day),
          // A limit that is out of the picture has no line.
          y: (band: Band) => (band[limit] < low || band[limit] > high ? Number.NaN : band[limit]),
          curve: 'step',
          stroke: 'var(--accent)',
          strokeWidth: 1.75,
        }),
      ),
      plot.ruleX(bands.length === 1 ? bands : [], {
        x: ({ day }: Band) => dayMiddle(day),
        y1: ({ lower }: Band) => Math.max(low, lower),
        y2: ({ upper }: Band) => Math.min(high, upper),
        stroke: 'var(--accent)',
        strokeWidth: 3,
      }),
      plot.dot(crossed ? [crossed] : [], {
        x: ({ day }: Band) => dayMiddle(day),
        y: ({ lower, upper }: Band) => (lower > 0 ? lower : upper),
        r: 5,
        fill: 'var(--paper)',
        stroke: 'var(--ink)',
        strokeWidth: 2,
      }),
      ...happenings(plot, timeline, of.notes),
    ],
  });
}

/** An axis for all treatments: it shows all of the newest ranges, and of the earlier ones enough. */
export function sharedAxis(timeline: Timeline, variants: readonly string[]): LiftAxis {
  const bands = variants.map((variant) => bandsOf(timeline.looks, variant));
  const settled = bands.flatMap((all) => all.slice(Math.floor(all.length / 4)));
  const newest = bands.flatMap((all) => all.at(-1) ?? []);
  const earlier = settled.map(({ lower, upper }) => ({ lower, upper: Math.min(MOST, upper) }));
  return liftAxis([{ lower: -LEAST, upper: LEAST }, ...earlier, ...newest]);
}

function bandsOf(looks: readonly LookLine[], variant: string): readonly Band[] {
  return looks.flatMap(({ day, lifts }) => {
    const found = lifts.find((one) => one.variant === variant);
    if (!found?.readable || !found.lift.ok) return [];
    const { lower, upper } = found.lift;
    return [{ day, lower: lower ?? -1, upper: upper ?? Number.POSITIVE_INFINITY }];
  });
}
