import type { Metric } from '../definition/metric/metric.ts';
import { namesOf } from '../definition/metric/metric-names.ts';
import { localText } from '../definition/time/moment.ts';
import type { Credit } from './credit.ts';
import type { DealState } from './deal-state.ts';
import { convert, type Rate } from './rates.ts';

const DAY_MS = 86_400_000;

/** What one deal is worth to one metric. */
export type Entry = {
  readonly unitId: string;
  readonly viewNonce: string;
  readonly landing: string;
  /** Epoch milliseconds of the stage or sale; refunds keep the sale's, so that its cohort is right. */
  readonly at: number;
  /** In the metric's currency; null where the metric counts deals. */
  readonly minor: number | null;
};

/** By the metric's id. */
export type Entries = Readonly<Record<string, Entry>>;

/** Why a deal is not in a metric that it belongs to. */
export type LeftOutReason =
  | 'no-lead'
  | 'no-visitor'
  | 'before-lead'
  | 'no-amount'
  | 'no-rate'
  | 'amount-too-large';
export type LeftOut = { readonly metricId: string; readonly reason: LeftOutReason };

export type DealFrame = {
  readonly metrics: readonly Metric[];
  readonly rates: readonly Rate[];
  /** IANA zone of the site: rates hold by its days. */
  readonly timeZone: string;
};

/**
 * What a deal is worth to each metric, and which metrics it is left out of with the reason.
 * `stage` metrics count deals that reached one of their stages: `won` only while it stands, so a
 * sale that is paid back in full stays counted, with an amount of 0. `order` metrics count the
 * deals of the sources that they name, which stage metrics then leave alone. A mean is the net
 * amount in the metric's currency, by the rate of the day of the sale.
 *
 * A stage up to a day before the lead counts as reached with it (CRMs that know days alone); one
 * before that is not the lead's doing.
 */
export function entriesOf(
  deal: { readonly source: string; readonly state: DealState; readonly credit: Credit | null },
  frame: DealFrame,
): { readonly entries: Entries; readonly leftOut: readonly LeftOut[] } {
  const entries: Record<string, Entry> = {};
  const leftOut: LeftOut[] = [];
  for (const metric of frame.metrics) {
    const at = reachedAt(metric, deal, frame);
    if (at === null) continue;
    const entry = entryOf(metric, at, { ...deal, frame });
    if (typeof entry === 'string') leftOut.push({ metricId: metric.id, reason: entry });
    else entries[metric.id] = entry;
  }
  return { entries, leftOut };
}

function entryOf(
  metric: Metric,
  at: number,
  deal: {
    readonly state: DealState;
    readonly credit: Credit | null;
    readonly frame: DealFrame;
  },
): Entry | LeftOutReason {
  const { credit, state, frame } = deal;
  if (credit === null) return 'no-lead';
  const { unitId, viewNonce, landing, since } = credit;
  if (unitId === null) return 'no-visitor';
  if (at < since - DAY_MS) return 'before-lead';
  const entry = { unitId, viewNonce, landing, at: Math.max(at, since), minor: null };
  if (metric.type !== 'mean') return entry;
  if (state.net === null) return 'no-amount';
  const day = localText(at, frame.timeZone).slice(0, 10);
  const worth = convert(state.net, metric.currency ?? '', { day, rates: frame.rates });
  return worth.ok ? { ...entry, minor: worth.minor } : worth.reason;
}

/** When the deal came to count for the metric; null when it does not. */
function reachedAt(
  metric: Metric,
  { source, state }: { readonly source: string; readonly state: DealState },
  { metrics }: DealFrame,
): number | null {
  if (metric.source === 'order') {
    return namesOf(metric).includes(source) ? stageAt('won', state) : null;
  }
  if (metric.source !== 'stage' || isShop(source, metrics)) return null;
  const times = namesOf(metric).flatMap((stage) => stageAt(stage, state) ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

/** Whether the deals of a source are orders. */
function isShop(source: string, metrics: readonly Metric[]): boolean {
  return metrics.some((metric) => metric.source === 'order' && namesOf(metric).includes(source));
}

function stageAt(stage: string, state: DealState): number | null {
  if (stage === 'won' || stage === 'lost') {
    return state.outcome === stage ? state.outcomeAt : null;
  }
  if (stage === 'refunded') return state.refundedAt;
  return state.reached.find((one) => one.stage === stage)?.at ?? null;
}
