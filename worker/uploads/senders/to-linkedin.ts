import { type Answer, at, isLater, listAt, plainText, type Verdict, whyOf } from './verdict.ts';

/**
 * What LinkedIn says to a batch: a status per event, in their order; or a refusal of the whole, which
 * may name the events by `/elements/3/…`.
 * Sources: https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api
 * and Rest.li 2.0, "Batch create" (https://linkedin.github.io/rest.li/spec/protocol).
 */
export function fromLinkedIn(answer: Answer): Verdict {
  if (answer.status === 200 || answer.status === 201) {
    const refused = listAt(answer.body, 'elements').flatMap((element, row) => {
      const status = Number(at(element, 'status') ?? 201);
      if (status < 400) return [];
      return [[row, plainText(at(element, 'error', 'message')) || `answered ${status}`] as const];
    });
    return { kind: 'taken', refused: new Map(refused) };
  }
  const said = plainText(at(answer.body, 'message'));
  const why = whyOf(answer, said);
  if (isLater(answer.status)) return { kind: 'later', why, askedMs: answer.askedMs };
  const named = [...said.matchAll(/\/elements\/(\d+)\//g)].map((match) => Number(match[1]));
  const rows = named.length === 0 ? null : new Map(named.map((row) => [row, why]));
  return { kind: 'refused', rows, why };
}
