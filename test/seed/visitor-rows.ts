import { assign, firstEpoch } from '#experiments/assignment/assign.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog.ts';
import { type Agent, aBot, aPerson } from '#test/simulate/http/agents.ts';
import { anArrival } from '#test/simulate/http/arrivals.ts';
import { eventId, visitorId } from '#test/simulate/ids.ts';
import { BEHAVIOUR } from '#test/simulate/planted.ts';
import { chance, type Random } from '#test/simulate/random.ts';
import { siteDay } from '#worker/store/site-day.ts';
import { BOT_RULES_VERSION, botReasons } from '#worker/visitor/bot.ts';
import { deviceOf } from '#worker/visitor/facts.ts';
import { DEMO } from './demo-world.ts';
import type { Write } from './rows.ts';

const COUNTRIES = ['DE', 'DE', 'DE', 'DE', 'AT', 'CH', 'NL'] as const;

/** A lead still in the open; the caller seals it. */
export type OpenLead = {
  readonly leadId: string;
  readonly formId: string;
  readonly landing: string;
  readonly unitId: string;
  readonly occurredAt: number;
  readonly fields: Readonly<Record<string, string>>;
};

export type VisitorRows = { readonly writes: readonly Write[]; readonly lead: OpenLead | null };

type View = {
  readonly unitId: string;
  readonly nonce: string;
  readonly landing: string;
  readonly at: number;
};

/** Everything that the store would hold of one visitor who comes to a landing at a moment. */
export function visitorRows(
  catalog: Catalog,
  visit: { readonly landing: string; readonly at: number },
  random: Random,
): VisitorRows {
  const { landing, at } = visit;
  const bot = chance(random, DEMO.botShare);
  const agent = bot ? { ...aBot(random), runsScript: true } : aPerson(random);
  const view = { unitId: visitorId(at, random), nonce: eventId(random), landing, at };
  const experiments = catalog.experiments.filter(
    ({ status, landings }) => status === 'running' && landings.includes(landing),
  );
  const seen = experiments.flatMap((experiment) => {
    const epochs = [{ ...firstEpoch(experiment), effectiveAt: 0 }];
    const facts = { device: deviceOf(new Headers(agent.headers)), country: '', returning: false };
    const assignment = assign(experiment, { epochs, paused: false }, { id: view.unitId, facts });
    return assignment.in ? [{ experiment, variantId: assignment.variantId }] : [];
  });
  const writes = [
    touchpoint(view, random),
    ...seen.map((one) => exposure(view, { ...one, agent, catalog, random })),
  ];
  if (bot) return { writes, lead: null };
  if (chance(random, DEMO.returnShare)) {
    const later = Math.floor(random() * 3 * 86_400_000);
    writes.push(touchpoint({ ...view, nonce: eventId(random), at: at + later }, random));
  }
  const { conversions, lead } = acts(catalog, { view, seen }, random);
  return { writes: [...writes, ...conversions], lead };
}

type Seen = { readonly experiment: CatalogExperiment; readonly variantId: string };

function acts(
  catalog: Catalog,
  { view, seen }: { readonly view: View; readonly seen: readonly Seen[] },
  random: Random,
): { readonly conversions: readonly Write[]; readonly lead: OpenLead | null } {
  const { click, formStart, submit } = BEHAVIOUR[view.landing] ?? {
    click: 0,
    formStart: 0,
    submit: 0,
  };
  const form = catalog.forms.find(({ landing }) => landing === view.landing);
  const ours = catalog.metrics.filter(({ source, match }) =>
    source === 'click' ? view.landing === '/offer/' || match !== 'plan' : match === form?.id,
  );
  const submits = chance(random, submit * effects(seen));
  const starts = submits || chance(random, formStart - submit);
  const happened = { click: chance(random, click), 'form-start': starts, submit: submits };
  const conversions = ours.flatMap(({ id, source }, index) =>
    happened[source as keyof typeof happened]
      ? [
          conversion(view, {
            metricId: id,
            at: view.at + 20_000 * (index + 1),
            submit: source === 'submit',
            random,
          }),
        ]
      : [],
  );
  if (!submits || !form) return { conversions, lead: null };
  const fields = { name: 'Jana Öz', email: `jana.${view.nonce.slice(0, 6)}@waerme-ost.example` };
  const { unitId, landing, nonce: leadId } = view;
  const lead = { leadId, formId: form.id, landing, unitId, occurredAt: view.at + 90_000, fields };
  return { conversions, lead };
}

function effects(seen: readonly Seen[]): number {
  const lifts: Readonly<Record<string, Readonly<Record<string, number>>>> = DEMO.lifts;
  return seen.reduce(
    (product, { experiment, variantId }) =>
      product * (1 + (lifts[experiment.id]?.[variantId] ?? 0)),
    1,
  );
}

function touchpoint({ unitId, nonce, landing, at }: View, random: Random): Write {
  const { query, referrer } = anArrival(random);
  return {
    table: 'touchpoints',
    at,
    row: {
      event_id: nonce,
      unit_id: unitId,
      view_nonce: nonce,
      landing,
      occurred_at: at,
      received_at: at,
      query,
      referrer,
      source: 'exposure',
    },
  };
}

function exposure(
  { unitId, nonce, landing, at }: View,
  of: Seen & { readonly agent: Agent; readonly catalog: Catalog; readonly random: Random },
): Write {
  const headers = new Headers(of.agent.headers);
  return {
    table: 'exposures',
    at,
    row: {
      unit_id: unitId,
      experiment_id: of.experiment.id,
      variant_id: of.variantId,
      epoch: 1,
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
      is_returning: 0,
      flag: null,
    },
  };
}

function conversion(
  { unitId, nonce, landing }: View,
  of: {
    readonly metricId: string;
    readonly at: number;
    readonly submit: boolean;
    readonly random: Random;
  },
): Write {
  return {
    table: 'conversions',
    at: of.at,
    row: {
      event_id: of.submit ? `${nonce}:${of.metricId}` : eventId(of.random),
      unit_id: unitId,
      metric_id: of.metricId,
      view_nonce: nonce,
      landing,
      occurred_at: of.at,
      received_at: of.at,
      value_minor: null,
      currency: null,
      flag: null,
    },
  };
}
