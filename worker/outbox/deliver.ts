import {
  type ClaimedMessage,
  claimMessages,
  type Settlement,
  settleMessage,
} from '../store/outbox.ts';
import { nextTryAt, retryAfterMs } from './retry.ts';

/** Most messages of one round; the next round comes in some minutes. */
const ROUND = 50;
const PATIENCE_MS = 10_000;

/** Makes the request that delivers a message; null when its channel is not set up. */
export type Channel = (message: ClaimedMessage, now: number) => Promise<Request> | null;

/**
 * Delivers what is due, each message to its channel, and writes down what became of it. A receiver
 * may see a message twice (its answer was lost), under the same id. Answers how many were taken.
 * 2xx: delivered. 410, or a channel that is not set up: given up at once. All else: tried again.
 */
export async function deliver(
  db: D1Database,
  context: {
    readonly channels: Readonly<Record<string, Channel>>;
    readonly clock: () => number;
    readonly random?: () => number;
    /** A receiver that takes longer has not taken it. */
    readonly patienceMs?: number;
  },
): Promise<number> {
  const { clock, channels, random = Math.random, patienceMs = PATIENCE_MS } = context;
  let taken = 0;
  for (const message of await claimMessages(db, { now: clock(), limit: ROUND })) {
    const outcome = await attempt(channels[message.channel], message, { patienceMs, now: clock() });
    const now = clock();
    const settlement = settlementOf(outcome, message, { now, random: random() });
    await settleMessage(db, message.seq, { settlement, now });
    if (settlement.state === 'delivered') taken += 1;
  }
  return taken;
}

type Outcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string; readonly askedMs: number };

async function attempt(
  channel: Channel | undefined,
  message: ClaimedMessage,
  { patienceMs, now }: { readonly patienceMs: number; readonly now: number },
): Promise<Outcome> {
  const making = channel?.(message, now);
  if (!making) return { kind: 'refused', error: `${message.channel} is not set up` };
  try {
    const request = new Request(await making, { signal: AbortSignal.timeout(patienceMs) });
    const response = await fetch(request);
    await response.body?.cancel();
    if (response.ok) return { kind: 'taken' };
    if (response.status === 410) return { kind: 'refused', error: 'the receiver is gone (410)' };
    const askedMs = retryAfterMs(response.headers.get('Retry-After'), now);
    return { kind: 'failed', error: `answered ${response.status}`, askedMs };
  } catch (error) {
    return { kind: 'failed', error: String(error), askedMs: 0 };
  }
}

function settlementOf(
  outcome: Outcome,
  { tries }: ClaimedMessage,
  { now, random }: { readonly now: number; readonly random: number },
): Settlement {
  if (outcome.kind === 'taken') return { state: 'delivered' };
  if (outcome.kind === 'refused') return { state: 'dead', error: outcome.error };
  const at = nextTryAt(tries, { now, random, askedMs: outcome.askedMs });
  return at === null
    ? { state: 'dead', error: outcome.error }
    : { state: 'waiting', nextTryAt: Math.round(at), error: outcome.error };
}
