import { type Answer, at, isLater, listAt, plainText, type Verdict, whyOf } from './verdict.ts';

/**
 * What Microsoft's Conversions API says: with `continueOnValidationError` it takes the good rows and
 * names the others by their index.
 * Source: https://learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration ; the
 * form of the list of errors has not been seen (unverified), so that an unknown one refuses the whole.
 */
export function fromMicrosoft(answer: Answer): Verdict {
  const details = listAt(answer.body, 'error', 'details').filter(
    (detail) => at(detail, 'isWarning') !== true,
  );
  const refused = new Map(
    details.flatMap((detail) => {
      const row = Number(at(detail, 'index') ?? Number.NaN);
      const text = plainText(at(detail, 'errorMessage')) || 'refused';
      return Number.isInteger(row) ? [[row, text] as const] : [];
    }),
  );
  if (answer.status === 200) return { kind: 'taken', refused };
  const why = whyOf(answer, plainText(at(answer.body, 'error', 'message')));
  if (isLater(answer.status)) return { kind: 'later', why, askedMs: answer.askedMs };
  return { kind: 'refused', rows: refused.size === 0 ? null : refused, why };
}
