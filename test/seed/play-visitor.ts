import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { aBot, aPerson } from '#test/simulate/http/agents.ts';
import { chance, type Random } from '#test/simulate/random.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { demoArrival } from './demo-arrivals.ts';
import { DEMO } from './demo-world.ts';
import { conversion, touchpoint } from './event-rows.ts';
import { exposureRow } from './exposure-row.ts';
import type { Write } from './rows.ts';
import type { DemoState } from './states.ts';

/** One visitor of one experiment, with everything that the store would hold of them. */
export type Played = {
  readonly unitId: string;
  readonly variantId: string;
  readonly epoch: number;
  readonly landing: string;
  /** Site day of the exposure. */
  readonly day: string;
  readonly bot: boolean;
  /** Their exposure never arrived, so the store knows nothing. */
  readonly lost: boolean;
  readonly converted: readonly { readonly metricId: string; readonly valueMinor: number | null }[];
  readonly writes: readonly Write[];
};

/** What both ads of an experiment that an ad platform splits have in their addresses. */
const AD_QUERY = 'utm_source=linkedin&utm_medium=paid-social&utm_campaign=wholesalers';
/** Sales calls within the hour and says whether a lead fits. */
const CALLED_BACK_MS = 45 * 60_000;

/** What a visitor brings and does; whoever sends a form has begun it. */
export function playVisitor(
  catalog: Catalog,
  of: Pick<Played, 'unitId' | 'variantId' | 'epoch'> & {
    readonly nonce: string;
    readonly experiment: CatalogExperiment;
    readonly state: DemoState;
    readonly landing: string;
    readonly at: number;
  },
  random: Random,
): Played {
  const { unitId, variantId, epoch, nonce, experiment, state, landing, at } = of;
  const bot = chance(random, DEMO.botShare);
  const agent = bot ? { ...aBot(random), runsScript: true } : aPerson(random);
  const came = demoArrival('/crm/', random);
  const arm = armQuery(experiment, variantId);
  const arrival = arm === '' ? came : { ...came, query: `${AD_QUERY}&${arm}`, referrer: '' };
  const returning = chance(random, DEMO.returningShare);
  const lost = chance(random, state.lost?.[variantId] ?? 0);
  const willing = random();
  const size = normal(random);
  const column = experiment.variants.findIndex(({ id }) => id === variantId);
  const converted = Object.entries(state.rates).flatMap(([metricId, rates]) =>
    bot || lost || willing >= (rates[column] ?? 0)
      ? []
      : [{ metricId, valueMinor: amountOf(state, metricId, size) }],
  );
  const view = { unitId, nonce, landing, at };
  const seen = { experiment, variantId, epoch };
  const writes = lost
    ? []
    : [
        touchpoint(view, arrival),
        exposureRow(view, { ...seen, agent, catalog, arrival, returning, random }),
        ...converted.map(({ metricId, valueMinor }, index) =>
          conversion(view, {
            metricId,
            at: at + (isStage(catalog, metricId) ? CALLED_BACK_MS : 30_000 * (index + 1)),
            submit: catalog.metrics.some(
              ({ id, source }) => id === metricId && source === 'submit',
            ),
            value: valueMinor === null ? null : { minor: valueMinor, currency: 'EUR' },
            random,
          }),
        ),
      ];
  const day = siteDay(at, catalog.site.timeZone);
  return { unitId, variantId, epoch, landing, day, bot, lost, converted, writes };
}

/** Query that leads to an arm which an ad platform fills; empty where visitors are randomised. */
export function armQuery({ parameter = '', variants }: CatalogExperiment, arm: string): string {
  const [value] = variants.find(({ id }) => id === arm)?.values ?? [];
  return value === undefined ? '' : `${parameter}=${value}`;
}

function isStage({ metrics }: Catalog, metricId: string): boolean {
  return metrics.some(({ id, source }) => id === metricId && source === 'stage');
}

function amountOf({ value }: DemoState, metricId: string, size: number): number | null {
  if (value?.metricId !== metricId) return null;
  return Math.round(value.medianMinor * Math.exp(value.sigma * size));
}

/** A standard normal draw (Box and Muller, 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
