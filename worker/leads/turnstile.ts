import type { SubmitSigns } from '#experiments/leads/spam.ts';

/** Nobody waits longer for their thanks page because of it. */
const PATIENCE_MS = 3_000;

/**
 * Asks Turnstile about the answer that its widget put into a form. No answer is a program's: the
 * widget gives one to every browser that runs it. `unreachable` when Turnstile, or the secret, is
 * not there. The visitor's address is not sent along. `submission` makes a repeat of the same
 * submit get the same verdict, for an answer counts once.
 * Source: https://developers.cloudflare.com/turnstile/get-started/server-side-validation/
 */
export async function askTurnstile(
  answer: string,
  asked: {
    readonly verifyUrl: string;
    readonly secret: string | undefined;
    /** A UUID. */
    readonly submission: string;
  },
): Promise<SubmitSigns['turnstile']> {
  const { verifyUrl, secret, submission } = asked;
  if (secret === undefined || secret === '') return 'unreachable';
  if (answer === '') return 'program';
  try {
    const response = await fetch(verifyUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ secret, response: answer, idempotency_key: submission }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return verdictIn(await response.json());
  } catch {
    // Not there in time, or no JSON: an outage is no reason to lose a lead.
    return 'unreachable';
  }
}

/** Codes that say nothing about the visitor: our configuration or their outage. */
const NOT_THE_VISITOR = /^(missing-input-secret|invalid-input-secret|bad-request|internal-error)$/;

function verdictIn(body: unknown): SubmitSigns['turnstile'] {
  const said = body as { success?: unknown; 'error-codes'?: unknown } | null;
  if (said?.success === true) return 'person';
  const codes = Array.isArray(said?.['error-codes']) ? said['error-codes'] : [];
  const ours = codes.some((code) => NOT_THE_VISITOR.test(String(code)));
  return said?.success === false && !ours ? 'program' : 'unreachable';
}
