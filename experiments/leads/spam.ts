import type { SpamReason } from '../contract/spam.ts';

/** What is known of a submit before the store is asked. */
export type SubmitSigns = {
  /** The field that people never see holds something. */
  readonly honeypot: boolean;
  /** Milliseconds from the serving of the page to the submit; null where the page is not known. */
  readonly filledInMs: number | null;
  /** What Turnstile says of the sender; `off` where it is not set up, `unreachable` where it did not say. */
  readonly turnstile: 'off' | 'person' | 'program' | 'unreachable';
  /** Submits of the sender's network address in the last minutes, this one among them. */
  readonly ofAddress: number;
};

export type SpamRules = {
  /** Seconds below which nobody can have filled in a form. */
  readonly minimumSeconds: number;
  /** Most submits of one network address in those minutes. */
  readonly perAddress: number;
};

/**
 * The first sign that speaks against a submit, in the order of `SPAM_REASONS`; null when none does.
 * A submit without a known page is not judged by its time: it is tied to nobody and converts nobody,
 * which is enough. When Turnstile cannot be asked the submit counts as a person's: an outage of
 * somebody else loses no lead. Repeats and the visitor's own rate are for the store to see.
 */
export function spamVerdict(signs: SubmitSigns, rules: SpamRules): SpamReason | null {
  if (signs.honeypot) return 'honeypot';
  if (signs.filledInMs !== null && signs.filledInMs < rules.minimumSeconds * 1_000) {
    return 'too-fast';
  }
  if (signs.turnstile === 'program') return 'turnstile';
  if (signs.ofAddress > rules.perAddress) return 'rate';
  return null;
}
