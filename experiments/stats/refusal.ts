/**
 * Why no number is given. Closed: the report has one sentence per reason, so a new reason must be
 * added here and there.
 *
 * `invalid-*` name the input that cannot be true; all other reasons name what is missing for an
 * inference from true input.
 */
export type RefusalReason =
  | 'invalid-counts'
  | 'invalid-moments'
  | 'invalid-alpha'
  | 'invalid-weights'
  | 'invalid-prior'
  | 'invalid-estimate'
  | 'invalid-plan'
  | 'invalid-p-values'
  | 'invalid-values'
  | 'invalid-paths'
  | 'no-visitors'
  | 'too-few-visitors'
  | 'no-conversions'
  | 'too-few-conversions'
  | 'no-control-conversions'
  | 'zero-variance'
  | 'unbounded-lift'
  | 'no-effect'
  | 'no-traffic'
  | 'unreachable';

/** Expected inability to answer. Discriminated from results by `ok`. */
export type Refusal = { readonly ok: false; readonly reason: RefusalReason };

/** A refusal of the given reason: `refuse('no-visitors')`. */
export const refuse = (reason: RefusalReason): Refusal => ({ ok: false, reason });
