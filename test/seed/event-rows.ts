import { withoutClickIds } from '#experiments/attribution/without-click-ids.ts';
import { eventId } from '#test/simulate/ids.ts';
import type { Random } from '#test/simulate/random.ts';
import type { DemoArrival } from './demo-arrivals.ts';
import type { View } from './exposure-row.ts';
import type { Write } from './rows.ts';

/** A visit with its query and referrer, as the store holds it. */
export function touchpoint(
  { unitId, nonce, landing, at }: View,
  { query, referrer }: DemoArrival,
): Write {
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
      // Which click it was stands with the click ids, where the visitor agreed to that.
      query: withoutClickIds(query),
      referrer,
      source: 'exposure',
    },
  };
}

/** One conversion; a submit is recorded by the server under the view, so its id says so. */
export function conversion(
  { unitId, nonce, landing }: View,
  of: {
    readonly metricId: string;
    readonly at: number;
    readonly submit: boolean;
    readonly value?: { readonly minor: number; readonly currency: string } | null;
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
      value_minor: of.value?.minor ?? null,
      currency: of.value?.currency ?? null,
      flag: null,
    },
  };
}
