import { bornAt } from '#experiments/assignment/epoch.ts';
import { CONSENT_FIELDS } from '#experiments/contract/consent-form.ts';
import type { View } from '#experiments/contract/token.ts';
import { liveExperiments } from '../landing/live-experiments.ts';
import { readViewToken } from '../landing/read-view-token.ts';
import { recordAnswer } from '../store/leads/consent.ts';
import { insertClicks } from '../store/leads/touchpoint-clicks.ts';
import { attempt, isUnavailable } from '../store/operation/attempt.ts';
import { readRunStates } from '../store/operation/run-states.ts';
import { type Choice, choiceCookie } from '../visitor/choice.ts';
import { cookieName, dropCookieHeader } from '../visitor/cookie.ts';
import { hasGpc } from '../visitor/gpc.ts';
import { readVisitor, visitorCookie } from '../visitor/identity.ts';
import { mintVisitorId } from '../visitor/mint.ts';
import { newVisitorId } from '../visitor/visitor-id.ts';
import { clickRows } from './arrival-clicks.ts';
import { answerOf } from './consent-form.ts';
import type { RecordContext } from './events.ts';
import { type FormBody, readForm } from './form-body.ts';
import { type Problem, problemResponse, unavailableResponse } from './problem.ts';
import { isOwnHost, isSameOrigin } from './same-origin.ts';
import { wayBack } from './way-back.ts';

/**
 * `POST /_tl/consent`: what a visitor answers, from the banner or the page of choices, with or
 * without a script. A yes to being recognised makes the visitor's cookie, under an id that keeps
 * every variant of the page; a no takes it away. No to use for ads takes back what was kept for it.
 * 303 to where it came from, or JSON of the answer for `Accept: application/json`.
 */
export async function postConsent(request: Request, context: RecordContext): Promise<Response> {
  const url = new URL(request.url);
  const { catalog, keys, now } = context;
  if (!isSameOrigin(request, url) || !isOwnHost(url, catalog.site)) {
    return problemResponse({ code: 'foreign-origin', message: 'Answers come from this site.' });
  }
  const body = await readForm(request);
  if (!isBody(body)) return problemResponse(body);
  const gpc = hasGpc(request);
  const choice: Choice = { ...answerOf(body, { gpc, site: catalog.site }), at: now };
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  try {
    const visitorId = await settle(request, url, { ...context, body, choice, gpc });
    headers.append('Set-Cookie', await choiceCookie(choice, url, keys));
    if (!choice.measurement) {
      headers.append('Set-Cookie', dropCookieHeader(cookieName(url), url));
      headers.append('Set-Cookie', dropCookieHeader(cookieName(url, '-in'), url));
      // Events of recognised views that wait in the browser go with the number that they belong to.
      headers.set('Clear-Site-Data', '"storage"');
    } else if (visitorId !== null) {
      headers.append('Set-Cookie', await visitorCookie(visitorId, url, context));
    }
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailableResponse();
  }
  if (request.headers.get('Accept')?.includes('application/json')) {
    const { at: _, ...answer } = choice;
    return Response.json({ ...answer, gpc }, { headers });
  }
  headers.set('Location', wayBack(request, url, 'saved'));
  return new Response(null, { status: 303, headers });
}

/** Puts the answer on record and says who the visitor is from now on; null for nobody. */
async function settle(
  request: Request,
  url: URL,
  context: RecordContext & {
    readonly body: FormBody;
    readonly choice: Choice;
    readonly gpc: boolean;
  },
): Promise<string | null> {
  const { choice, gpc, keys, now, db } = context;
  const known = (await readVisitor(request, url, keys))?.visitorId ?? null;
  const read = await readViewToken(context.body.get(CONSENT_FIELDS.view) ?? '', known, context);
  const before = read.ok && read.view.m !== 'cookie' ? read : null;
  const visitorId = known ?? (choice.measurement ? await newcomer(before, context) : null);
  if (visitorId === null) return null;
  const { version, measurement, adUserData, adPersonalization } = choice;
  await recordAnswer(db, {
    visitorId,
    // A visitor of a day may be several people behind one address: nothing ties this one to it.
    viewNonce: measurement && before?.view.m === 'strict' ? before.view.n : null,
    version,
    measurement,
    adUserData,
    adPersonalization,
    gpc,
    answeredAt: now,
  });
  // The view's token still knows the click that an arrival without a yes could not keep.
  const clicks =
    adUserData && read.ok
      ? clickRows(request, { view: read.view, unitId: visitorId, query: '', at: now })
      : [];
  if (clicks.length > 0) await attempt(() => insertClicks(db, clicks).run());
  return visitorId;
}

async function newcomer(
  before: { readonly view: View; readonly unitId: string } | null,
  context: RecordContext,
): Promise<string> {
  const { db, catalog, now } = context;
  if (before === null) return newVisitorId(now);
  const { view, unitId } = before;
  const states = await attempt(() => readRunStates(db, catalog, now));
  const live = liveExperiments(catalog, view.p, { states, now: view.t });
  return mintVisitorId(view, {
    bornAt: bornAt(unitId) ?? view.t,
    catalog: { experiments: live.map(({ experiment }) => experiment) },
    stateOf: (id) => {
      const found = live.find(({ experiment }) => experiment.id === id);
      if (!found) throw new Error(`"${id}" is not live`);
      return found.state;
    },
  });
}

function isBody(body: FormBody | Problem): body is FormBody {
  return body instanceof Map;
}
