import { type Answer, at, isLater, plainText, type Verdict, whyOf } from './verdict.ts';

/** Access, permission and rate: https://developers.facebook.com/docs/graph-api/guides/error-handling */
const NOT_ABOUT_ROWS: readonly number[] = [1, 2, 4, 10, 17, 32, 102, 190, 200, 341, 368, 613];
const RATE_OF_ADS = /^80\d{3}$/;

/**
 * What Meta says to events: all or none. A stale event refuses the whole request, and the answer
 * does not say which it is.
 * Source: https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event
 */
export function fromMeta(answer: Answer): Verdict {
  if (answer.status === 200) return { kind: 'taken', refused: new Map() };
  const code = Number(at(answer.body, 'error', 'code') ?? 0);
  const said = plainText(
    at(answer.body, 'error', 'error_user_msg') ?? at(answer.body, 'error', 'message'),
  );
  const why = whyOf(answer, said);
  const later =
    (isLater(answer.status) && answer.status !== 404) ||
    NOT_ABOUT_ROWS.includes(code) ||
    RATE_OF_ADS.test(String(code));
  return later
    ? { kind: 'later', why, askedMs: answer.askedMs }
    : { kind: 'refused', rows: null, why };
}
