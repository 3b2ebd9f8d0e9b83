import { redactedText } from '#experiments/attribution/redacted-text.ts';
import {
  type EventsAnswer,
  eventsBodySchema,
  type RejectCode,
} from '#experiments/contract/events.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { type ReadView, readViewOf } from '../landing/read-view-token.ts';
import { logEvent } from '../log.ts';
import { recordEvents, recordReject } from '../store/events/record-events.ts';
import { isUnavailable } from '../store/operation/attempt.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { mayUseForAds } from '../visitor/ad-use.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { eventRows } from './event-rows.ts';
import { type Problem, problemResponse, unavailableResponse } from './problem.ts';
import { readText } from './read-body.ts';
import { isOwnHost, isSameOrigin } from './same-origin.ts';

export type RecordContext = {
  readonly db: D1Database;
  readonly catalog: Catalog;
  readonly keys: Keyring;
  readonly now: number;
};

/**
 * `POST /_tl/events`: stores what a page reports, then answers. 202 says that every accepted event
 * is in D1; 4xx that the request can never be stored; 503 that it should come again.
 */
export async function postEvents(request: Request, context: RecordContext): Promise<Response> {
  try {
    const body = await readText(request);
    const read = await readRequest(request, body, context);
    if ('code' in read) {
      await recordReject(context.db, {
        day: siteDay(context.now, context.catalog.site.timeZone),
        receivedAt: context.now,
        kind: 'request',
        reject: { ...read, payload: redactedText(body ?? '') },
      });
      return problemResponse(read);
    }
    const { keys, catalog, now } = context;
    const adUse = await mayUseForAds(request, { keys, site: catalog.site });
    const adRequest = adUse ? request : null;
    const rows = eventRows(read.events, { ...context, ...read, receivedAt: now, adRequest });
    const counts = await recordEvents(context.db, rows);
    const answer: EventsAnswer = {
      ...counts,
      rejected: rows.rejects.map(({ index, code, message }) => ({
        index,
        code: code as RejectCode,
        message,
      })),
    };
    return Response.json(answer, { status: 202, headers: { 'Cache-Control': 'no-store' } });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    logEvent('error', 'store-unavailable', { route: '/_tl/events', error });
    return unavailableResponse();
  }
}

type ReadRequest = {
  readonly events: readonly unknown[];
  readonly view: Extract<ReadView, { ok: true }>['view'];
  readonly unitId: string;
};

async function readRequest(
  request: Request,
  body: string | null,
  context: RecordContext,
): Promise<ReadRequest | Problem> {
  const url = new URL(request.url);
  if (!isSameOrigin(request, url) || !isOwnHost(url, context.catalog.site)) {
    return { code: 'foreign-origin', message: 'Events come from pages of this site only.' };
  }
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && type !== 'text/plain') {
    return { code: 'unsupported-type', message: 'Send JSON as application/json or text/plain.' };
  }
  if (body === null) return { code: 'too-large', message: 'At most 64 KB in one request.' };
  const json = parseJson(body);
  if (json === undefined) return { code: 'malformed-json', message: 'The body is no JSON.' };
  const envelope = eventsBodySchema.safeParse(json);
  if (!envelope.success) {
    const [issue] = envelope.error.issues;
    const field = issue?.path.join('.') || 'body';
    return { code: 'invalid-envelope', message: `${field}: ${issue?.message ?? 'invalid'}` };
  }
  const read = await readViewOf(request, url, envelope.data.view, context);
  if (!read.ok) {
    const message = 'The view token is not one that this visitor was given lately.';
    return { code: read.reason, message };
  }
  return { events: envelope.data.events, view: read.view, unitId: read.unitId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
