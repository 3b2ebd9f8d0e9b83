/** What is worth a line: who reads logs searches by these. */
export type LogCode =
  | 'unhandled'
  | 'store-unavailable'
  | 'report-unread'
  | 'cron-failed'
  | 'cron-unrecorded'
  | 'deliver-soon'
  | 'given-up'
  | 'lookup-failed'
  | 'thanks-unmarked'
  | 'page-missing'
  | 'page-unassigned'
  | 'run-state-unread'
  | 'day-salt-unread'
  | 'first-views-lost'
  | 'status-unknown'
  | 'unknown-time-zone';

export type LogFields = {
  /** As the router knows it (`/_tl/forms/:form`), never as it was asked for. */
  readonly route?: string;
  readonly method?: string;
  readonly job?: string;
  /** Given to the visitor, too, so that a line is found by it. */
  readonly id?: string;
  readonly ms?: number;
  /** Names of files of ours: a source in crm.yaml, a channel, the path of a built page. */
  readonly of?: string;
  readonly tries?: number;
  /** Whatever was thrown, or why something is so; written without what could name a person. */
  readonly error?: unknown;
};

/** Longest text of an error that is written. */
const LONGEST = 300;

/**
 * What messages of errors quote from requests: texts between quotation marks, what follows a "?" in
 * an address, e-mail addresses, network addresses, and everything as long as a token.
 */
const PERSONAL: readonly (readonly [RegExp, string])[] = [
  [/"[^"]*"|“[^”]*”|`[^`]*`|'[^']{2,}'/g, '"…"'],
  [/\?\S*/g, '?…'],
  [/[^\s@<>]+@[^\s@<>]+/g, '[e-mail]'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '[address]'],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi, '[address]'],
  [/[\w%+/=.~-]{32,}/g, '[token]'],
];

/**
 * Writes one line of JSON: a code, where, and for errors their text without personal data. Requests
 * that went well have no line.
 */
export function logEvent(
  level: 'warn' | 'error',
  event: LogCode,
  { error, ...fields }: LogFields = {},
): void {
  const line = {
    level,
    event,
    ...fields,
    ...(error === undefined ? {} : { error: textOf(error) }),
  };
  // biome-ignore lint/suspicious/noConsole: the only place where lines are written
  console[level](JSON.stringify(line));
}

/** The text of an error, shortened, with nothing in it that a request may have brought. */
export function textOf(error: unknown): string {
  const text = String(error).replaceAll(/\s+/g, ' ');
  return PERSONAL.reduce((rest, [pattern, instead]) => rest.replaceAll(pattern, instead), text)
    .slice(0, LONGEST)
    .toWellFormed();
}
