import { isbot } from 'isbot';

/** Version of the rules below; stored with each exposure so that new rules can be re-applied. */
export const BOT_RULES_VERSION = 1;

/** One bit per reason. Only facts of the document request, so no variant can change them. */
export const BOT_REASONS = {
  emptyUserAgent: 1,
  knownBot: 2,
  noAcceptLanguage: 4,
  notNavigation: 8,
} as const;

/** Bits that exclude a visitor from the statistics; the others are stored as context. */
export const EXCLUDING_BITS =
  BOT_REASONS.emptyUserAgent | BOT_REASONS.knownBot | BOT_REASONS.noAcceptLanguage;

/**
 * Why a document request may come from a program, as bits; 0 when nothing says so. Everybody is
 * assigned by the same rule whatever this answers: it is stored, and applied in analysis.
 */
export function botReasons(headers: Headers): number {
  const agent = headers.get('User-Agent') ?? '';
  const mode = headers.get('Sec-Fetch-Mode');
  let bits = 0;
  if (agent.trim() === '') bits |= BOT_REASONS.emptyUserAgent;
  else if (isbot(agent)) bits |= BOT_REASONS.knownBot;
  if (!headers.get('Accept-Language')) bits |= BOT_REASONS.noAcceptLanguage;
  if (mode !== null && mode !== 'navigate') bits |= BOT_REASONS.notNavigation;
  return bits;
}
