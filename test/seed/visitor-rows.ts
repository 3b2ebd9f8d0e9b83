import { assign, firstEpoch } from '#experiments/assignment/assign.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { aBot, aPerson } from '#test/simulate/http/agents.ts';
import { eventId, visitorId } from '#test/simulate/ids.ts';
import { BEHAVIOUR } from '#test/simulate/planted.ts';
import { chance, type Random, seeded } from '#test/simulate/random.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';
import { deviceOf } from '#worker/visitor/facts.ts';
import { type DemoArrival, demoArrival } from './demo-arrivals.ts';
import { demoPerson } from './demo-people.ts';
import { DEMO } from './demo-world.ts';
import { conversion, touchpoint } from './event-rows.ts';
import { exposureRow, type Seen, type View } from './exposure-row.ts';
import type { Write } from './rows.ts';

/** A lead still in the open; the caller seals it. */
export type OpenLead = {
  readonly leadId: string;
  readonly formId: string;
  readonly landing: string;
  readonly unitId: string;
  readonly occurredAt: number;
  readonly fields: Readonly<Record<string, string>>;
  /** Query of the address that it came by. */
  readonly query: string;
  readonly seen: readonly Seen[];
};

export type VisitorRows = { readonly writes: readonly Write[]; readonly lead: OpenLead | null };

/** Everything that the store would hold of one visitor who comes to a landing at a moment. */
export function visitorRows(
  catalog: Catalog,
  visit: { readonly landing: string; readonly at: number },
  random: Random,
): VisitorRows {
  const { landing, at } = visit;
  const bot = chance(random, DEMO.botShare);
  const agent = bot ? { ...aBot(random), runsScript: true } : aPerson(random);
  const arrival = demoArrival(landing, random);
  const returning = chance(random, DEMO.returningShare);
  const view = { unitId: visitorId(at, random), nonce: eventId(random), landing, at };
  const experiments = catalog.experiments.filter(
    ({ status, landings }) => status === 'running' && landings.includes(landing),
  );
  const seen = experiments.flatMap((experiment) => {
    const epochs = [{ ...firstEpoch(experiment), effectiveAt: 0 }];
    const device = deviceOf(new Headers(agent.headers));
    const facts = visitorFacts({ device, country: '' });
    const assignment = assign(experiment, { epochs, paused: false }, { id: view.unitId, facts });
    const { variantId, epoch } = assignment.in ? assignment : { variantId: null, epoch: 0 };
    return variantId === null ? [] : [{ experiment, variantId, epoch }];
  });
  const writes = [
    touchpoint(view, arrival),
    ...seen.map((one) => exposureRow(view, { ...one, agent, catalog, arrival, returning, random })),
  ];
  if (bot) return { writes, lead: null };
  if (chance(random, DEMO.returnShare)) {
    const later = Math.floor(random() * 3 * 86_400_000);
    const again = demoArrival(landing, random);
    writes.push(touchpoint({ ...view, nonce: eventId(random), at: at + later }, again));
  }
  const { conversions, lead } = acts(catalog, { view, seen, arrival }, random);
  return { writes: [...writes, ...conversions], lead };
}

function acts(
  catalog: Catalog,
  {
    view,
    seen,
    arrival: { factor, query },
  }: { readonly view: View; readonly seen: readonly Seen[]; readonly arrival: DemoArrival },
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
  const submits = chance(random, submit * factor * effects(seen));
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
  const fields = demoPerson(view.nonce, seeded(`${DEMO.seed}/people/${view.nonce}`));
  const { unitId, landing, nonce: leadId } = view;
  const occurredAt = view.at + 90_000;
  const lead = { leadId, formId: form.id, landing, unitId, occurredAt, fields, query, seen };
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
