import { FORM_HONEYPOT_FIELD, TURNSTILE_FIELD } from '#experiments/contract/forms.ts';
import type { SubmitSigns } from '#experiments/leads/spam.ts';
import type { FormContext, Submit } from '../routes/submit.ts';
import { createAddressRate } from './address-rate.ts';
import { askTurnstile } from './turnstile.ts';

const MINUTE_MS = 60_000;

/** One for all requests of the isolate: it counts across them. */
const addressRate = createAddressRate();

/** What a submit shows of itself before the store is asked. */
export async function signsOf(
  request: Request,
  { body, view }: Submit,
  leadId: string,
  { catalog, now, turnstileSecret }: FormContext,
): Promise<SubmitSigns> {
  const { turnstile, minutes } = catalog.site.leads.spam;
  const honeypot = Boolean(body.get(FORM_HONEYPOT_FIELD));
  const address = request.headers.get('CF-Connecting-IP') ?? '';
  return {
    honeypot,
    filledInMs: view === null ? null : now - view.t,
    turnstile:
      turnstile === undefined || honeypot
        ? 'off'
        : await askTurnstile(body.get(TURNSTILE_FIELD) ?? '', {
            verifyUrl: turnstile.verifyUrl,
            secret: turnstileSecret,
            submission: leadId,
          }),
    ofAddress: await addressRate(address, { now, withinMs: minutes * MINUTE_MS }),
  };
}
