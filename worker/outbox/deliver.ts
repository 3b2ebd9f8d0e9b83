import { logEvent } from '../log.ts';
import {
  type ClaimedMessage,
  claimMessages,
  type Settlement,
  settleMessage,
} from '../store/operation/outbox.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { nextTryAt } from './retry.ts';

/**
 * Most messages that are taken on at once, and most that are under way together: with the patience
 * below all are settled before anybody else may take them on. A Worker has six connections at once,
 * https://developers.cloudflare.com/workers/platform/limits/
 */
const ROUND = 25;
const TOGETHER = 5;
const PATIENCE_MS = 10_000;
/** Most rounds of one call: what is left then is due at the next. */
const ROUNDS = 8;

/** Sends a request within the patience of its delivery. */
export type Send = (request: Request) => Promise<Response>;

/**
 * Delivers a message: makes the one request whose status says it all, or sends by itself and says
 * what became of it. Null when the channel is not set up.
 */
export type Channel = (
  message: ClaimedMessage,
  now: number,
  send: Send,
) => Promise<Request | Outcome> | null;

/**
 * Delivers what is due, each message to its channel, and writes down what became of it. A receiver
 * may see a message twice (its answer was lost), under the same id. Answers how many were taken.
 * A channel that is not set up: given up at once; for the rest see `Outcome`.
 */
export async function deliver(
  db: D1Database,
  context: {
    readonly channels: Readonly<Record<string, Channel>>;
    readonly clock: () => number;
    readonly random?: () => number;
    /** A receiver that takes longer has not taken it. */
    readonly patienceMs?: number;
    readonly rounds?: number;
  },
): Promise<number> {
  const { clock, channels, random = Math.random } = context;
  const { patienceMs = PATIENCE_MS, rounds = ROUNDS } = context;
  let taken = 0;
  for (let round = 0; round < rounds; round++) {
    const claimed = await claimMessages(db, { now: clock(), limit: ROUND });
    // A full round is not asked for: what was taken may have left further messages, due at once.
    if (claimed.length === 0) break;
    await together(claimed, async (message) => {
      const channel = channels[message.channel];
      const outcome = await attempt(channel, message, { patienceMs, now: clock() });
      const now = clock();
      const settlement = settlementOf(outcome, message, { now, random: random() });
      const learned = outcome.kind === 'taken' ? (outcome.learned ?? []) : [];
      await settleMessage(db, message.seq, { settlement, now, learned });
      if (settlement.state === 'dead') {
        const { channel: of, tries } = message;
        logEvent('warn', 'given-up', { of, tries: tries + 1, error: settlement.error });
      }
      if (settlement.state === 'delivered') taken += 1;
    });
  }
  return taken;
}

async function together(
  messages: readonly ClaimedMessage[],
  work: (message: ClaimedMessage) => Promise<void>,
): Promise<void> {
  const left = messages.values();
  const worker = async () => {
    for (const message of left) await work(message);
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
}

async function attempt(
  channel: Channel | undefined,
  message: ClaimedMessage,
  { patienceMs, now }: { readonly patienceMs: number; readonly now: number },
): Promise<Outcome> {
  const signal = AbortSignal.timeout(patienceMs);
  const send: Send = (request) => fetch(new Request(request, { signal }));
  try {
    const making = channel?.(message, now, send);
    if (!making) return { kind: 'refused', error: `${message.channel} is not set up` };
    return await withinPatience(signal, converse(making, send, now));
  } catch (error) {
    return { kind: 'failed', error: causeOf(error) };
  }
}

/** Why nothing was answered, in words for whoever reads the list of what was not delivered. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'TimeoutError' ? 'no answer in time' : error.message.replace(/\.$/, '');
}

async function converse(
  making: Promise<Request | Outcome>,
  send: Send,
  now: number,
): Promise<Outcome> {
  const made = await making;
  if (!(made instanceof Request)) return made;
  const response = await send(made);
  await response.body?.cancel();
  return outcomeOf(response, now);
}

/** The signal ends a fetch; this also ends the wait for an answer that begins and never ends. */
function withinPatience(signal: AbortSignal, work: Promise<Outcome>): Promise<Outcome> {
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, over]);
}

function settlementOf(
  outcome: Outcome,
  { tries }: ClaimedMessage,
  { now, random }: { readonly now: number; readonly random: number },
): Settlement {
  if (outcome.kind === 'taken') return { state: 'delivered' };
  if (outcome.kind === 'refused') return { state: 'dead', error: outcome.error };
  if (outcome.kind === 'ended') return { state: 'ended', as: outcome.as };
  const at = nextTryAt(tries, { now, random, askedMs: outcome.askedMs ?? 0 });
  return at === null
    ? { state: 'dead', error: outcome.error }
    : { state: 'waiting', nextTryAt: Math.round(at), error: outcome.error };
}
