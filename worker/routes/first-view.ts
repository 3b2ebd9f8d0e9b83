import type { View } from '#experiments/contract/token.ts';
import type { EventRows } from '../store/events/record-events.ts';

/**
 * What a new visitor's first view told, for the comparison of the variants; null where it is none, or
 * nothing tells whether it is. `leftOut`: bits of the bot rules.
 */
export function firstViewOf(
  { touchpoints, signals }: Pick<EventRows, 'touchpoints' | 'signals'>,
  view: View,
  leftOut: number,
): NonNullable<EventRows['firstView']> | null {
  if (view.r === 1 || view.m === 'cookieless') return null;
  const flagged = (view.b & leftOut) !== 0;
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
