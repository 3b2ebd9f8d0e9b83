import type { View } from '#experiments/contract/token.ts';
import type { EventRows } from '../store/record-events.ts';
import { EXCLUDING_BITS } from '../visitor/bot.ts';

/** What a new visitor's first view told, for the comparison of the variants. */
export function firstViewOf(
  { touchpoints, signals }: Pick<EventRows, 'touchpoints' | 'signals'>,
  view: View,
): NonNullable<EventRows['firstView']> | null {
  if (view.r === 1) return null;
  const flagged = (view.b & EXCLUDING_BITS) !== 0;
  const experiments = view.a.flatMap((one) =>
    'v' in one
      ? [{ experimentId: one.x, fingerprint: one.f, variantId: one.v, epoch: one.e, flagged }]
      : [],
  );
  const events = [
    ...touchpoints.map(({ eventId }) => ({ stage: 'exposed' as const, id: eventId })),
    ...signals.map(({ eventId, stage }) => ({ stage, id: eventId })),
  ];
  return experiments.length > 0 && events.length > 0 ? { experiments, events } : null;
}
