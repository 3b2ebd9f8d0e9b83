import type { RejectCode } from '#experiments/contract/events.ts';

const STATUS: Readonly<Record<RejectCode, number>> = {
  'too-large': 413,
  'unsupported-type': 415,
  'malformed-json': 400,
  'malformed-form': 400,
  'invalid-envelope': 422,
  'invalid-view': 401,
  'expired-view': 401,
  'foreign-origin': 403,
  'invalid-event': 422,
  'metric-not-from-browser': 422,
  'value-not-accepted': 422,
  'unknown-form': 404,
  'invalid-fields': 422,
};

/** Why a request as a whole was turned away. */
export type Problem = { readonly code: RejectCode; readonly message: string };

/** The answer to a request that could not be read: its code and one sentence. */
export function problemResponse(problem: Problem): Response {
  return Response.json(
    { error: problem },
    { status: STATUS[problem.code], headers: { 'Cache-Control': 'no-store' } },
  );
}

/** The answer when D1 did not take a write: nothing was acknowledged, come again. */
export function unavailableResponse(): Response {
  return Response.json(
    {
      error: { code: 'unavailable', message: 'Nothing was stored. Send it again in some seconds.' },
    },
    { status: 503, headers: { 'Retry-After': '5', 'Cache-Control': 'no-store' } },
  );
}

/** The answer while the Worker lacks a secret: pages work, recording does not. */
export function notConfiguredResponse(secret: string): Response {
  return Response.json(
    { error: { code: 'not-configured', message: `The secret ${secret} is missing or malformed.` } },
    { status: 503, headers: { 'Retry-After': '60', 'Cache-Control': 'no-store' } },
  );
}
