import type { LeadOutcome } from './lead-delivery.ts';
import { failed } from './outcome.ts';

/**
 * Answers that a later try may change: the token (401), its rights or a limit (403), time (408, 425,
 * 429) and whatever fails on their side. Every other 4xx is about the lead itself.
 */
const PASSING: readonly number[] = [401, 403, 408, 425, 429];

/**
 * What a CRM's answer means that is no success. `codes`: what it says is wrong. Only words in capitals
 * are kept of them: an answer's sentences may repeat what the person typed.
 */
export function crmRefusal(
  response: Response,
  now: number,
  codes: readonly unknown[],
): LeadOutcome {
  const words = codes.filter(
    (code): code is string => typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code),
  );
  const why = [...new Set(words)].slice(0, 5).join(', ');
  const again = failed(response, now, why);
  const passing = PASSING.includes(response.status) || Math.floor(response.status / 100) !== 4;
  return passing ? again : { kind: 'refused', error: again.error };
}
