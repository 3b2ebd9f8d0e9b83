import type { HookAnswer, HookRejectCode } from '#experiments/contract/stages.ts';
import type { CrmSource } from '#experiments/definition/connections/crm-source.ts';
import { completeStages } from '../deals/complete-stages.ts';
import { readHookEvent } from '../deals/read-hook-event.ts';
import { type StageContext, takeStages } from '../deals/take-stages.ts';
import { type HookEvent, hookEvents, MOST_EVENTS } from '../hooks/hook-events.ts';
import { usableSecrets, verifyHook } from '../hooks/verify.ts';
import { logEvent } from '../log.ts';
import { createWrongTries } from '../reporting/wrong-tries.ts';
import { recordReject } from '../store/events/record-events.ts';
import type { RejectRow } from '../store/events/rows.ts';
import { attempt, isUnavailable } from '../store/operation/attempt.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { unavailableResponse } from './problem.ts';
import { readBytes } from './read-body.ts';

export type HookContext = StageContext & {
  /** Everything that the Worker was given, for the secrets that crm.yaml names. */
  readonly env: Readonly<Record<string, unknown>>;
};

const STATUS: Readonly<Partial<Record<HookRejectCode, number>>> = {
  'hook-unsigned': 401,
  'hook-stale': 401,
  'hook-wrong-signature': 401,
  'too-large': 413,
  'malformed-json': 400,
};

/** Who guesses signatures; ten in a minute, and the rest is turned away before it costs a write. */
const guesses = createWrongTries();

/**
 * `POST /_tl/hooks/{source}`: takes stages and orders from the sources of crm.yaml, then answers.
 * 200 says that every accepted event is on record and its deal booked, a repeat included; what is
 * wrong with single events stands in `rejected`, because sending them again would not help. 4xx:
 * the request can never be taken; 503: nothing is on record, come again.
 */
export async function postHook(
  request: Request,
  sourceId: string,
  context: HookContext,
): Promise<Response> {
  const source = context.catalog.crm.sources.find(({ id }) => id === sourceId);
  if (!source) {
    return answer(404, 'unknown-source', `site/crm.yaml has no source "${sourceId.slice(0, 80)}".`);
  }
  const secrets = usableSecrets(source, context.env);
  if (secrets.length === 0) {
    const message = `Closed: no secret of this source (${source.secrets.join(', ')}) has a value that it can use.`;
    return answer(503, 'not-configured', message, { 'Retry-After': '3600' });
  }
  const address = `${sourceId} ${request.headers.get('CF-Connecting-IP') ?? 'unknown'}`;
  if (guesses.waits(address, context.now)) {
    return answer(429, 'too-many-tries', 'Too many wrong signatures.', { 'Retry-After': '60' });
  }
  try {
    const read = await readHook(request, source, { ...context, secrets });
    if ('code' in read) {
      if (STATUS[read.code] === 401) guesses.wrong(address, context.now);
      await reject(read, context);
      return answer(STATUS[read.code] ?? 422, read.code, read.message);
    }
    return Response.json(await take(source, read.events, context), {
      headers: { 'Cache-Control': 'no-store' },
    });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    logEvent('error', 'store-unavailable', { route: '/_tl/hooks/:source', of: sourceId, error });
    return unavailableResponse();
  }
}

type Refused = { readonly code: HookRejectCode; readonly message: string };

async function readHook(
  request: Request,
  { verify }: CrmSource,
  { secrets, now }: HookContext & { readonly secrets: readonly string[] },
): Promise<{ readonly events: readonly HookEvent[] } | Refused> {
  const bytes = await readBytes(request);
  if (bytes === null) return { code: 'too-large', message: 'At most 64 KB in one request.' };
  const { method, url, headers } = request;
  const body = new Uint8Array(bytes);
  const verified = await verifyHook(verify, { method, url, headers, body, now }, secrets);
  if (!verified.ok) return verified;
  const json = parseJson(new TextDecoder().decode(body));
  if (json === undefined) return { code: 'malformed-json', message: 'The body is no JSON.' };
  const events = hookEvents(json);
  if (events === null) {
    const message = `The body is no event and no list of at most ${MOST_EVENTS} events.`;
    return { code: 'invalid-envelope', message };
  }
  return { events };
}

async function take(
  source: CrmSource,
  events: readonly HookEvent[],
  context: HookContext,
): Promise<HookAnswer> {
  const read = await Promise.all(events.map((one) => readHookEvent(one, source, context)));
  const good = read.flatMap((one) => (one.ok ? [one.event] : []));
  const rejected = read.flatMap((one, index) =>
    one.ok ? [] : [{ index, code: one.code, message: one.message }],
  );
  const completed = await completeStages(good, source, {
    env: context.env,
    currency: context.catalog.site.currency,
    now: context.now,
  });
  const rejects = rejected.map(({ index, code, message }): RejectRow => {
    return { code, message, payload: samplePayload(events[index]) };
  });
  const verdicts = await takeStages(source.id, { events: completed, rejects }, context);
  const duplicate = verdicts.filter((verdict) => verdict.duplicate).length;
  return {
    accepted: verdicts.length - duplicate,
    duplicate,
    rejected,
    unmatched: verdicts.filter(({ matchedBy }) => matchedBy === null).length,
  };
}

/** What was wrong, for people to look at: never who it was about. */
function samplePayload(event: HookEvent | undefined): string {
  const told = event?.kind === 'event' ? event.raw : event?.kind === 'row' ? event.row : null;
  return JSON.stringify(told, (key, value) => (key === 'email' ? '(left out)' : value)) ?? '';
}

/** A request that was not read is counted; of its body, which may be anybody's, nothing is kept. */
async function reject(refused: Refused, { db, catalog, now }: HookContext): Promise<void> {
  const day = siteDay(now, catalog.site.timeZone);
  const entry = { ...refused, payload: '' };
  await attempt(() => recordReject(db, { day, receivedAt: now, kind: 'hook', reject: entry }));
}

function answer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(
    { error: { code, message } },
    { status, headers: { 'Cache-Control': 'no-store', ...headers } },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
