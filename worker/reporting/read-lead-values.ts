import type { Refusal } from '#experiments/contract/refusal.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { counts } from '#experiments/definition/metric/metric-names.ts';
import { type Calibration, calibrationOf } from '#experiments/revenue/calibration.ts';
import type { OpenStage } from '#experiments/revenue/deal-state.ts';
import {
  type ClosedLead,
  type ValueModel,
  valueModel,
} from '#experiments/revenue/expected-value.ts';
import { convert } from '#experiments/revenue/rates.ts';
import { type LeadDealRow, readLeadDeals } from '../store/leads/lead-values.ts';
import { siteDay } from '../store/operation/site-day.ts';

const DAY_MS = 86_400_000;
/** Days after which a lead counts as closed where no metric counts sales. */
const USUAL_DAYS = 90;

/** What leads are worth, and how well that held. Amounts in minor units of the site's currency. */
export type LeadValues = {
  /** Epoch milliseconds of the read. */
  readonly asOf: number;
  readonly currency: string;
  /** A lead of this age is closed: its sale has come or counts as none. */
  readonly horizonDays: number;
  readonly leads: number;
  /** Sales that no exchange rate is known for; they are in no value. */
  readonly withoutRate: number;
  readonly model: ValueModel;
  readonly calibration: Calibration | Refusal;
};

/**
 * Days within which a sale counts: the longest window of the metrics that count sales, so that a
 * value learned from leads means the same as the metric.
 */
export function horizonDays({ metrics }: Pick<Catalog, 'metrics'>): number {
  const windows = metrics
    .filter((metric) => metric.source === 'stage' && counts(metric, 'won'))
    .map(({ windowDays }) => Math.ceil(windowDays));
  return windows.length === 0 ? USUAL_DAYS : Math.max(...windows);
}

/** The values of leads as of `now` (epoch ms), learned from those old enough to be closed. */
export async function readLeadValues(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<LeadValues> {
  const { leads, withoutRate, horizon } = await readClosedLeads(db, catalog, now);
  return {
    asOf: now,
    currency: catalog.site.currency,
    horizonDays: horizon,
    leads: leads.length,
    withoutRate,
    model: valueModel(leads),
    calibration: calibrationOf(leads),
  };
}

/** Every lead that is old enough, with what it brought, lost ones included. */
export async function readClosedLeads(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<{
  readonly leads: readonly ClosedLead[];
  readonly withoutRate: number;
  readonly horizon: number;
}> {
  const horizon = horizonDays(catalog);
  const rows = await readLeadDeals(db, now - horizon * DAY_MS);
  let withoutRate = 0;
  const leads = [...Map.groupBy(rows, ({ leadId }) => leadId).values()].flatMap((deals) => {
    const [first] = deals;
    if (!first) return [];
    const amounts = deals.map((deal) => soldBy(deal, catalog));
    withoutRate += amounts.filter((amount) => amount === null).length;
    const minor = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
    const { leadId: id, source, campaign } = first;
    return [{ id, source, campaign, reached: furthest(deals), minor }];
  });
  return { leads, withoutRate, horizon };
}

/** What one deal brought, less what was paid back; null where no rate is known. */
function soldBy({ state }: LeadDealRow, { site, rates = [] }: Catalog): number | null {
  if (!state?.net || state.outcomeAt === null) return 0;
  const day = siteDay(state.outcomeAt, site.timeZone);
  const converted = convert(state.net, site.currency, { day, rates });
  return converted.ok ? converted.minor : null;
}

const ORDER: readonly OpenStage[] = ['lead', 'qualified', 'opportunity', 'won'];

/** The furthest stage of a lead over its deals; a sale that was lost after all is none. */
function furthest(deals: readonly LeadDealRow[]): OpenStage {
  const ranks = deals.flatMap(({ state }) =>
    (state?.reached ?? []).map(({ stage }) =>
      stage === 'won' && state?.outcome !== 'won'
        ? ORDER.indexOf('opportunity')
        : ORDER.indexOf(stage),
    ),
  );
  return ORDER[Math.max(0, ...ranks)] ?? 'lead';
}
