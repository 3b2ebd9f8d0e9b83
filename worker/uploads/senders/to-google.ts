import { type Answer, at, isLater, listAt, plainText, type Verdict, whyOf } from './verdict.ts';

/**
 * What the Data Manager says to events: all or none at once, and what became of them half an hour
 * later, under the request's id. A refusal names fields by `events[3].…`.
 * Source: https://developers.google.com/data-manager/api/devguides/concepts/understand-errors
 */
export function fromGoogle(answer: Answer): Verdict {
  if (answer.status === 200) {
    const requestId = at(answer.body, 'requestId');
    const later = typeof requestId === 'string' ? { requestId } : {};
    return { kind: 'taken', refused: new Map(), ...later };
  }
  const said = plainText(at(answer.body, 'error', 'message'));
  const why = whyOf(answer, said);
  if (isLater(answer.status)) return { kind: 'later', why, askedMs: answer.askedMs };
  const rows = new Map<number, string>();
  for (const violation of listAt(answer.body, 'error', 'details').flatMap((detail) =>
    listAt(detail, 'fieldViolations'),
  )) {
    const [, row] = /\bevents\[(\d+)\]/.exec(String(at(violation, 'field'))) ?? [];
    const text = plainText(at(violation, 'description')) || plainText(at(violation, 'reason'));
    if (row !== undefined) rows.set(Number(row), text || why);
  }
  return { kind: 'refused', rows: rows.size === 0 ? null : rows, why };
}

/** What the Data Manager made of a request. */
export type GoogleStatus =
  | { readonly kind: 'processing' }
  | { readonly kind: 'accepted' | 'failed' | 'partly'; readonly text: string };

/**
 * The status of a request, of all its destinations together.
 * Source: https://developers.google.com/data-manager/api/reference/rest/v1/requestStatus/retrieve
 */
export function googleStatus(body: unknown): GoogleStatus {
  const destinations = listAt(body, 'requestStatusPerDestination');
  const states = destinations.map((one) => String(at(one, 'requestStatus')));
  const isOver = (state: string) =>
    ['SUCCESS', 'PARTIAL_SUCCESS', 'FAILED', 'FAILURE'].includes(state);
  if (states.length === 0 || !states.every(isOver)) return { kind: 'processing' };
  const errors = destinations.flatMap((one) => listAt(one, 'errorInfo', 'errorCounts'));
  const text = errors
    .map((error) => `${at(error, 'recordCount')} × ${plainText(at(error, 'reason'))}`)
    .join(', ');
  if (states.every((state) => state === 'SUCCESS')) return { kind: 'accepted', text };
  if (states.every((state) => state.startsWith('FAIL'))) return { kind: 'failed', text };
  return { kind: 'partly', text };
}
