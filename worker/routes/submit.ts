import type { View } from '#experiments/contract/token.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { FormDefinition, FormField } from '#experiments/definition/landing/form.ts';
import { namesOf } from '#experiments/definition/metric/metric-names.ts';
import type { PageReader } from '../landing/page-memory.ts';
import { readyLead } from '../leads/lead.ts';
import { leadMessages } from '../outbox/lead-messages.ts';
import type { TouchpointRow } from '../store/events/rows.ts';
import { recordArrival, recordLead } from '../store/leads/record-lead.ts';
import { siteDay } from '../store/operation/site-day.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { clickRows, keptArrival } from './arrival-clicks.ts';
import { conversionRow } from './event-rows.ts';
import type { RecordContext } from './events.ts';
import { arrivalOfForm } from './form-arrival.ts';
import type { FormBody } from './form-body.ts';
import { pathOf } from './shown-page.ts';

export type FormContext = RecordContext & {
  readonly dataKeys: Keyring;
  readonly readPage: PageReader;
  /** Of Cloudflare Turnstile, where it is set up. */
  readonly turnstileSecret?: string | undefined;
};

/** A submit as it was read: who, which view, what. */
export type Submit = {
  readonly form: FormDefinition;
  readonly body: FormBody;
  readonly url: URL;
  /** Null when the token is not one that this visitor was given: kept, tied to nobody. */
  readonly view: View | null;
  readonly unitId: string | null;
};

/**
 * Stores a valid submit and answers the lead's id: the view's nonce, so that a repeated submit of
 * one view is one lead. Spam is kept but converts nothing. Throws `store-unavailable`.
 */
export async function storeSubmit(
  request: Request,
  submit: Submit,
  sent: {
    readonly fields: readonly FormField[];
    readonly values: Readonly<Record<string, string>>;
    readonly context: FormContext;
  },
): Promise<string> {
  const { context } = sent;
  const { catalog, now } = context;
  const landing = pathOf(submit, catalog);
  const ready = await readyLead(request, submit, { ...sent, landing });
  const { leadId } = ready.lead;
  const formId = submit.form.id;
  const clean = ready.lead.spamReason === null;
  const asks = submit.form.confirm === true;
  const touchpoint = arrivalRow(request, submit, { leadId, now, catalog });
  await recordLead(context.db, {
    ...ready,
    day: siteDay(now, catalog.site.timeZone),
    confirm: clean && asks,
    messages: clean && !asks ? leadMessages(catalog.crm, { leadId, formId }) : [],
    conversions: conversionsOf(submit, context),
    touchpoint,
    clicks: ready.lead.adUse ? clicksOf(request, submit, now) : [],
  });
  return leadId;
}

/** The view's token knows the click ids of its address. */
function clicksOf(request: Request, { view, unitId }: Submit, at: number) {
  return view ? clickRows(request, { view, unitId, query: '', at }) : [];
}

/** Stores the arrival that a form's page tells, where the page itself has not. */
export async function storeArrival(
  request: Request,
  submit: Submit,
  { db, now, catalog }: FormContext,
): Promise<void> {
  if (!submit.view) return;
  const row = arrivalRow(request, submit, { leadId: submit.view.n, now, catalog });
  if (row) await recordArrival(db, row);
}

function conversionsOf(submit: Submit, { catalog, now }: FormContext) {
  const { view, unitId, form } = submit;
  if (!view || !unitId) return [];
  return catalog.metrics
    .filter((metric) => metric.source === 'submit' && namesOf(metric).includes(form.id))
    .map((metric) =>
      conversionRow(
        { eventId: `${view.n}:${metric.id}`, metricId: metric.id, at: now },
        { catalog, view, unitId, receivedAt: now },
      ),
    );
}

function arrivalRow(
  request: Request,
  submit: Submit,
  {
    leadId,
    now,
    catalog,
  }: { readonly leadId: string; readonly now: number; readonly catalog: Catalog },
): TouchpointRow | null {
  const { url, form, view, unitId } = submit;
  const landing = pathOf(submit, catalog);
  // An ad group's page is served at its parent's address too, and a landing at those it comes after.
  const before = catalog.landings.filter(
    ({ after }) => after === landing || after === form.landing,
  );
  const addresses = [landing, form.landing, ...before.map(({ path }) => path)];
  const arrival = arrivalOfForm(request, url, addresses);
  if (!arrival) return null;
  return {
    eventId: `${leadId}:arrival`,
    unitId,
    viewNonce: view?.n ?? leadId,
    landing,
    occurredAt: now,
    receivedAt: now,
    ...keptArrival(arrival),
    source: 'form',
  };
}
