/**
 * Why a submit is no lead, in the order in which the reasons are tried; the first that holds is kept
 * with it. Such a submit is stored and shown, converts nobody and never leaves.
 */
export const SPAM_REASONS = [
  /** The field that people never see was filled in. */
  'honeypot',
  /** Sent sooner after the page than a person can type. */
  'too-fast',
  /** Turnstile did not take the sender for a person. */
  'turnstile',
  /** Too many submits of one visitor or one network address in a short time. */
  'rate',
  /** The same form with the same e-mail address again: the first one stands. */
  'duplicate',
] as const;
export type SpamReason = (typeof SPAM_REASONS)[number];

/** Why a lead was checked less than usual, and is kept all the same. */
export const LEAD_DOUBTS = [
  /** Turnstile could not be asked. */
  'turnstile-unreachable',
] as const;
export type LeadDoubt = (typeof LEAD_DOUBTS)[number];
