import type { BanditOffer } from '#experiments/controls/bandit-offer.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { readExperimentCounts } from '../store/counts/read-counts.ts';
import { siteDay } from '../store/operation/site-day.ts';

/** Closed days over which the traffic of a bandit is measured. */
const OFFER_DAYS = 7;

/** What decides whether a bandit is offered: a week's visitors per day and all conversions, by arm. */
export async function readBanditOffer(
  db: D1Database,
  catalog: Catalog,
  { definition, now }: { readonly definition: CatalogExperiment; readonly now: number },
): Promise<Pick<BanditOffer, 'visitorsADay' | 'converted'>> {
  const counts = await readExperimentCounts(db, catalog, { experimentId: definition.id, now });
  const today = siteDay(now, catalog.site.timeZone);
  const first = addDays(today, -OFFER_DAYS);
  const ids = definition.variants.map(({ id }) => id);
  return {
    visitorsADay: ids.map((id) => {
      const week = counts.exposures.filter(
        ({ variantId, day }) => variantId === id && day >= first && day < today,
      );
      return week.reduce((sum, { visitors }) => sum + visitors, 0) / OFFER_DAYS;
    }),
    converted: ids.map((id) =>
      counts.conversions
        .filter(({ variantId, metricId }) => variantId === id && metricId === definition.primary)
        .reduce((sum, { converted }) => sum + converted, 0),
    ),
  };
}
