import { existingRecord, newRecord, type Properties } from '#experiments/crm/properties.ts';
import type { CrmDestination } from '#experiments/definition/connections/crm-destination.ts';
import { crmRefusal } from './crm-refusal.ts';
import type { LeadDelivery, LeadOutcome } from './lead-delivery.ts';
import { failed } from './outcome.ts';
import { readAnswer } from './read-answer.ts';

type Hubspot = Extract<CrmDestination, { readonly type: 'hubspot' }>;

/** What is read of HubSpot's answers. */
type Answer = {
  readonly id?: unknown;
  readonly message?: unknown;
  readonly category?: unknown;
  readonly errors?: readonly { readonly code?: unknown }[];
};

/**
 * Makes a contact: `POST /crm/v3/objects/contacts` with `properties`, answered by 201 with its `id`.
 * HubSpot knows people by their e-mail: 409 says "Contact already exists. Existing ID: 123", and that
 * contact gets the facts by PATCH (and the person's fields, where the file says so). A delivery whose
 * answer was lost ends the same way.
 * Source: developers.hubspot.com, "CRM API | Contacts" and "Error handling"; the sentence of a 409:
 * https://github.com/HubSpot/hubspot-api-nodejs/issues/545
 */
export async function toHubspot(hubspot: Hubspot, delivery: LeadDelivery): Promise<LeadOutcome> {
  const { lead, now } = delivery;
  const made = await ask(hubspot, delivery, {
    method: 'POST',
    path: '',
    properties: newRecord(hubspot, lead),
  });
  const answer = await answerOf(made);
  if (made.status === 409) {
    const [, existing] = /Existing ID:\s*(\d+)/.exec(String(answer.message ?? '')) ?? [];
    if (!existing) return crmRefusal(made, now, codesOf(answer));
    return renew(hubspot, delivery, existing);
  }
  if (!made.ok) return crmRefusal(made, now, codesOf(answer));
  return taken(answer.id) ?? again(made, now);
}

async function renew(hubspot: Hubspot, delivery: LeadDelivery, id: string): Promise<LeadOutcome> {
  const properties = existingRecord(hubspot, delivery.lead);
  if (Object.keys(properties).length === 0) return { kind: 'taken', reference: id };
  const renewed = await ask(hubspot, delivery, { method: 'PATCH', path: `/${id}`, properties });
  const answer = await answerOf(renewed);
  if (!renewed.ok) return crmRefusal(renewed, delivery.now, codesOf(answer));
  return { kind: 'taken', reference: id };
}

function ask(
  { baseUrl }: Hubspot,
  { secret, send }: LeadDelivery,
  request: { readonly method: string; readonly path: string; readonly properties: Properties },
): Promise<Response> {
  const { method, path, properties } = request;
  const url = `${baseUrl.replace(/\/$/, '')}/crm/v3/objects/contacts${path}`;
  return send(
    new Request(url, {
      method,
      redirect: 'manual',
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ properties }),
    }),
  );
}

async function answerOf(response: Response): Promise<Answer> {
  const answer = await readAnswer(response);
  return typeof answer === 'object' && answer !== null ? answer : {};
}

function codesOf({ category, errors }: Answer): readonly unknown[] {
  return [category, ...(Array.isArray(errors) ? errors.map(({ code }) => code) : [])];
}

function taken(id: unknown): LeadOutcome | null {
  return typeof id === 'string' && id !== '' ? { kind: 'taken', reference: id } : null;
}

/** Whoever answers so is not HubSpot; if it was after all, the next try finds the contact. */
function again(response: Response, now: number): LeadOutcome {
  return failed(response, now, 'no id of a contact in the answer');
}
