import { namesOf } from '#experiments/definition/metric/metric-names.ts';
import { catalog } from '#generated/catalog.ts';
import type { Call } from '#test/simulate/http/client.ts';
import { chance, pick, type Random } from '#test/simulate/random.ts';
import { webhookHeaders, webhookSecret } from '#worker/outbox/webhook-signature.ts';
import { type Ids, NO_IDS } from './book.ts';
import type { OpenView } from './views.ts';

/** A request with what it should leave in the database. */
export type Planned = {
  readonly kind: 'events' | 'form' | 'hook';
  readonly call: Call;
  readonly ids: Ids;
  readonly faulty: number;
};

/** The exposure of a view alone: its first request. */
export function exposureOf(open: OpenView): Planned {
  const { view, query } = open;
  const arrival = { query, referrer: '' };
  const exposure = { id: view.n, type: 'exposure', at: Date.now(), arrival };
  return events(open, [exposure], { ...NO_IDS, touchpoints: [view.n] });
}

/** Signals and clicks of a view in one request; now and then with one that must be refused. */
export function batchOf(open: OpenView, random: Random): Planned {
  const at = Date.now();
  const signals = (['rendered', 'interactive'] as const).map((stage) => {
    return { id: crypto.randomUUID(), type: 'signal', stage, at };
  });
  const clicks = Array.from({ length: 1 + Math.floor(random() * 46) }, () => {
    const metric = pick(random, ['cta-click', 'plan-click']);
    return { id: crypto.randomUUID(), type: 'conversion', metric, at };
  });
  const faulty = chance(random, 0.25) ? [{ id: 'no-uuid', type: 'conversion', at }] : [];
  const ids = {
    ...NO_IDS,
    signals: signals.map(({ id }) => id),
    conversions: clicks.map(({ id }) => id),
  };
  return { ...events(open, [...signals, ...faulty, ...clicks], ids), faulty: faulty.length };
}

/** The form of a view, filled in: one lead and what it converts. */
export function submitOf(open: OpenView, random: Random): Planned | null {
  const { page, view, cookie, headers } = open;
  if (!page.form) return null;
  const { action } = page.form;
  const metrics = catalog.metrics.filter(
    (metric) =>
      metric.source === 'submit' && namesOf(metric).some((name) => action === `/_tl/forms/${name}`),
  );
  return {
    kind: 'form',
    faulty: 0,
    ids: {
      ...NO_IDS,
      leads: [view.n],
      conversions: metrics.map(({ id }) => `${view.n}:${id}`),
    },
    call: {
      method: 'POST',
      path: action,
      headers: { ...headers, Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(
        page.form.fill(random).map(([name, value]) => [name, value]),
      ).toString(),
    },
  };
}

/** What a CRM says of leads, signed: one event, or a list of them. */
export async function hookOf(
  leadIds: readonly string[],
  secret: string,
  random: Random,
): Promise<Planned> {
  const count = chance(random, 0.5) ? 1 : 2 + Math.floor(random() * 19);
  const stages = Array.from({ length: count }, () => {
    const id = crypto.randomUUID();
    const leadId = leadIds[Math.floor(random() * leadIds.length)] ?? 'nobody';
    const amount = { minor: 1_000 + Math.floor(random() * 1e6), currency: 'EUR' };
    return {
      id,
      deal: `deal-${id}`,
      stage: pick(random, ['sql', 'closedwon', 'closedlost']),
      at: Date.now(),
      amount,
      ref: { leadId },
    };
  });
  const body = JSON.stringify(count === 1 ? stages[0] : stages);
  const key = webhookSecret(secret);
  if (key === null) throw new Error('The secret of the hook is none.');
  const message = { id: `msg_${crypto.randomUUID()}`, body, now: Date.now() };
  return {
    kind: 'hook',
    faulty: 0,
    ids: { ...NO_IDS, stages: stages.map(({ id }) => id) },
    call: {
      method: 'POST',
      path: '/_tl/hooks/crm',
      headers: await webhookHeaders(key, message),
      body,
    },
  };
}

function events({ token, cookie, headers }: OpenView, list: readonly object[], ids: Ids): Planned {
  return {
    kind: 'events',
    faulty: 0,
    ids,
    call: {
      method: 'POST',
      path: '/_tl/events',
      headers: { ...headers, Cookie: cookie, 'Content-Type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify({ v: 1, view: token, events: list }),
    },
  };
}
