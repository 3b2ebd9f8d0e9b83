/** Why a conversion cannot or should not be reported; the name stays, the words may change. */
export type Rule =
  | 'no-consent'
  | 'personalisation-not-carried'
  | 'wrong-format'
  | 'no-retraction'
  | 'bad-setting'
  | 'no-event'
  | 'event-name'
  | 'reserved-name'
  | 'no-id'
  | 'long-id'
  | 'personal-data'
  | 'duplicate'
  | 'bad-time'
  | 'future-time'
  | 'too-late'
  | 'unknown-window'
  | 'before-click'
  | 'click-too-fresh'
  | 'adjustment-time'
  | 'no-identifier'
  | 'click-id-format'
  | 'cookie-format'
  | 'unhashed-email'
  | 'hash-format'
  | 'hash-of-nothing'
  | 'never-hash'
  | 'not-hashed-here'
  | 'no-value'
  | 'bad-value'
  | 'bad-currency'
  | 'half-a-name'
  | 'no-page'
  | 'old-session'
  | 'long-value'
  | 'several-requests';

/** What is wrong, in words for the person who sends. */
export type Fault = {
  /** An error keeps the conversion here; a warning lets it go. */
  readonly level: 'error' | 'warning';
  readonly rule: Rule;
  /** A sentence without its full stop. */
  readonly wrong: string;
  /** What to do about it, a sentence without its full stop. */
  readonly fix: string;
};

/** A fault in its place. */
export type Finding = Fault & {
  /** From 1, in the order in which the conversions were given. */
  readonly row: number;
  /** The conversion's id. */
  readonly id: string;
};

/** What keeps a conversion from leaving: what is wrong and how to mend it. */
export function error(rule: Rule, wrong: string, fix: string): Fault {
  return { level: 'error', rule, wrong, fix };
}

/** What somebody should look at, and lets the conversion go. */
export function warning(rule: Rule, wrong: string, fix: string): Fault {
  return { level: 'warning', rule, wrong, fix };
}
