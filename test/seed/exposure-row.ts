import { arrivalFacts } from '#experiments/attribution/arrival-facts.ts';
import { BOT_RULES_VERSION } from '#experiments/bots/rules.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { Agent } from '#test/simulate/http/agents.ts';
import type { Random } from '#test/simulate/random.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { botReasons } from '#worker/visitor/bot.ts';
import { deviceOf } from '#worker/visitor/facts.ts';
import type { DemoArrival } from './demo-arrivals.ts';
import type { Write } from './rows.ts';

const COUNTRIES = ['DE', 'DE', 'DE', 'DE', 'AT', 'CH', 'NL'] as const;

export type View = {
  readonly unitId: string;
  readonly nonce: string;
  readonly landing: string;
  readonly at: number;
};

export type Seen = {
  readonly experiment: CatalogExperiment;
  readonly variantId: string;
  readonly epoch: number;
};

/** The first exposure of a visitor to an experiment, as the store holds it. */
export function exposureRow(
  { unitId, nonce, landing, at }: View,
  of: Seen & {
    readonly agent: Agent;
    readonly catalog: Catalog;
    readonly arrival: DemoArrival;
    readonly returning: boolean;
    readonly random: Random;
  },
): Write {
  const headers = new Headers(of.agent.headers);
  return {
    table: 'exposures',
    at,
    row: {
      unit_id: unitId,
      experiment_id: of.experiment.id,
      variant_id: of.variantId,
      epoch: of.epoch,
      fingerprint: of.experiment.fingerprint,
      event_id: nonce,
      view_nonce: nonce,
      landing,
      occurred_at: at,
      received_at: at,
      day: siteDay(at, of.catalog.site.timeZone),
      mode: 'cookie',
      unit: 'visitor',
      bot_reasons: botReasons(headers),
      bot_rules: BOT_RULES_VERSION,
      device: deviceOf(headers),
      country: COUNTRIES[Math.floor(of.random() * COUNTRIES.length)] ?? '',
      is_returning: of.returning ? 1 : 0,
      ...arrivalFacts(of.arrival, []),
      flag: null,
    },
  };
}
