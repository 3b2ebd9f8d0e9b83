import { existingRecord, newRecord, type Properties } from '#experiments/crm/properties.ts';
import type { CrmDestination } from '#experiments/definition/connections/crm-destination.ts';
import { crmRefusal } from './crm-refusal.ts';
import type { LeadDelivery, LeadOutcome } from './lead-delivery.ts';
import { failed } from './outcome.ts';
import { readAnswer } from './read-answer.ts';
import { forgetToken, salesforceToken } from './salesforce-token.ts';

type Salesforce = Extract<CrmDestination, { readonly type: 'salesforce' }>;

/** One of the faults that Salesforce answers with, a list of them. */
type Fault = {
  readonly errorCode?: unknown;
  /** The interface writes it without its second "l", the documentation with it. */
  readonly duplicateResut?: unknown;
  readonly duplicateResult?: unknown;
};

/** Only the ids of duplicates, none of their fields. */
const DUPLICATE_RULE = 'allowSave=false; includeRecordDetails=false';

/**
 * Makes a Lead: `POST /services/data/v62.0/sobjects/Lead`, answered by 201 with `{id, success}`; with
 * an external id the record is upserted by it, so that a repeat makes no second one. A duplicate rule
 * refuses with 400 DUPLICATES_DETECTED and names the record that is there: that one gets the facts (and
 * the person's fields, where the file says so).
 * Source: Salesforce REST API Developer Guide, "Create a Record", "Insert or Update (Upsert) a Record
 * Using an External ID", and "Duplicate Rule Header",
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_duplicaterules.htm
 */
export async function toSalesforce(
  salesforce: Salesforce,
  delivery: LeadDelivery,
): Promise<LeadOutcome> {
  const asked = await salesforceToken(salesforce, delivery);
  if (asked.kind !== 'token') return asked;
  return create(salesforce, { ...delivery, secret: asked.token });
}

async function create(salesforce: Salesforce, delivery: LeadDelivery): Promise<LeadOutcome> {
  const { lead, now } = delivery;
  const { externalIdField } = salesforce;
  const { [externalIdField ?? '']: _key, ...properties } = newRecord(salesforce, lead);
  const path = externalIdField ? `/${externalIdField}/${encodeURIComponent(lead.leadId)}` : '';
  const made = await ask(salesforce, delivery, {
    method: externalIdField ? 'PATCH' : 'POST',
    path,
    properties,
  });
  const answer = await readAnswer(made);
  if (made.status === 401) forgetToken(salesforce);
  if (!made.ok) {
    const faults = faultsOf(answer);
    const known = faults.some(({ errorCode }) => errorCode === 'DUPLICATES_DETECTED');
    const duplicate = known ? recordId(faults) : null;
    return duplicate
      ? renew(salesforce, delivery, duplicate)
      : crmRefusal(made, now, codesOf(faults));
  }
  const { id } = (answer ?? {}) as { id?: unknown };
  if (typeof id === 'string' && id !== '') return { kind: 'taken', reference: id };
  return failed(made, now, 'no id of a record in the answer');
}

async function renew(
  salesforce: Salesforce,
  delivery: LeadDelivery,
  id: string,
): Promise<LeadOutcome> {
  const properties = existingRecord(salesforce, delivery.lead);
  if (Object.keys(properties).length === 0) return { kind: 'taken', reference: id };
  const renewed = await ask(salesforce, delivery, { method: 'PATCH', path: `/${id}`, properties });
  const answer = await readAnswer(renewed);
  return renewed.ok
    ? { kind: 'taken', reference: id }
    : crmRefusal(renewed, delivery.now, codesOf(faultsOf(answer)));
}

function ask(
  { instanceUrl, apiVersion }: Salesforce,
  { secret, send }: LeadDelivery,
  request: { readonly method: string; readonly path: string; readonly properties: Properties },
): Promise<Response> {
  const { method, path, properties } = request;
  const url = `${instanceUrl.replace(/\/$/, '')}/services/data/v${apiVersion}/sobjects/Lead${path}`;
  return send(
    new Request(url, {
      method,
      redirect: 'manual',
      headers: {
        Authorization: `Bearer ${secret}`,
        'Content-Type': 'application/json',
        'Sforce-Duplicate-Rule-Header': DUPLICATE_RULE,
      },
      body: JSON.stringify(properties),
    }),
  );
}

function faultsOf(answer: unknown): readonly Fault[] {
  return Array.isArray(answer) ? answer.filter((fault) => typeof fault === 'object' && fault) : [];
}

function codesOf(faults: readonly Fault[]): readonly unknown[] {
  return faults.map(({ errorCode }) => errorCode);
}

/** The first record of a duplicate's matches: 15 or 18 letters and digits; Leads begin with 00Q. */
function recordId(faults: readonly Fault[]): string | null {
  const results = faults.map((fault) => fault.duplicateResut ?? fault.duplicateResult ?? null);
  const ids = JSON.stringify(results).matchAll(/"Id":"(00Q[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)"/g);
  return ids.next().value?.[1] ?? null;
}
