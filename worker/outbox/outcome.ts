import type { Ending } from '../store/operation/outbox.ts';
import { retryAfterMs } from './retry.ts';

/** What became of a try to deliver. */
export type Outcome =
  /** The receiver has it. `learned`: idempotent statements, written together with that. */
  | { readonly kind: 'taken'; readonly learned?: readonly D1PreparedStatement[] }
  /** Not now: tried again by schedule, not before `askedMs`. */
  | { readonly kind: 'failed'; readonly error: string; readonly askedMs?: number }
  /** The same message will never be taken: given up at once, for a person to look at. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Nothing is left to send. */
  | { readonly kind: 'ended'; readonly as: Ending };

/** See `Outcome`. */
export type Failure = Extract<Outcome, { readonly kind: 'failed' }>;

/** What an answer without a meaning of its own says. 2xx: taken. 410: gone. All else: again. */
export function outcomeOf(response: Response, now: number): Outcome {
  if (response.ok) return { kind: 'taken' };
  if (response.status === 410) return { kind: 'refused', error: 'the receiver is gone (410)' };
  return failed(response, now);
}

/** To be tried again, as the answer asks (Retry-After). `why`: never with personal data. */
export function failed(response: Response, now: number, why = ''): Failure {
  return {
    kind: 'failed',
    error: `answered ${response.status}${why && `: ${why}`}`,
    askedMs: retryAfterMs(response.headers.get('Retry-After'), now),
  };
}
