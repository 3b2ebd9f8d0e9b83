import { htmlText } from '#experiments/contract/html-text.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { namesOf } from '#experiments/definition/metric/metric-names.ts';
import type { FormMessages } from '#experiments/words/form-messages.ts';
import { CONFIRM_PARAMETER, CONFIRM_PATH, readConfirmLink } from '../leads/confirm-link.ts';
import { leadMessages } from '../outbox/lead-messages.ts';
import type { ConversionRow } from '../store/events/rows.ts';
import { confirmLead, type LeadToConfirm, readLeadToConfirm } from '../store/leads/confirm-lead.ts';
import { isUnavailable } from '../store/operation/attempt.ts';
import { confirmPage } from './confirm-page.ts';
import type { RecordContext } from './events.ts';
import { readForm } from './form-body.ts';
import { messagesOf } from './form-messages.ts';
import { type Problem, problemResponse, unavailableResponse } from './problem.ts';

/**
 * `GET /_tl/confirm?lead=…`: the page behind the link of a confirmation e-mail. It asks and changes
 * nothing, for programs that check e-mails open every link.
 */
export async function getConfirm(request: Request, context: RecordContext): Promise<Response> {
  const token = new URL(request.url).searchParams.get(CONFIRM_PARAMETER) ?? '';
  return answer(token, context, ({ lead, words }) =>
    lead.confirmedAt === null ? question(token, words, context.catalog) : thanks(words),
  );
}

/** `POST /_tl/confirm`: the button of that page. Confirms the lead once, and converts its visitor. */
export async function postConfirm(request: Request, context: RecordContext): Promise<Response> {
  const body = await readForm(request);
  if ('code' in body) return problemResponse(body as Problem);
  const token = body.get(CONFIRM_PARAMETER) ?? '';
  return answer(token, context, async ({ leadId, lead, words }) => {
    const conversions = conversionsOf(leadId, lead, context);
    const messages = leadMessages(context.catalog.crm, { leadId, formId: lead.formId });
    await confirmLead(context.db, { leadId, now: context.now, conversions, messages });
    return thanks(words);
  });
}

type Asked = {
  readonly leadId: string;
  readonly lead: LeadToConfirm;
  readonly words: FormMessages;
};

type Shown = Parameters<typeof confirmPage>[0];

async function answer(
  token: string,
  context: RecordContext,
  show: (asked: Asked) => Shown | Promise<Shown>,
): Promise<Response> {
  const { catalog } = context;
  const { name: brand, locale } = catalog.site;
  try {
    const link = await readConfirmLink(token, context);
    const lead = link.ok ? await readLeadToConfirm(context.db, link.leadId) : null;
    if (!link.ok || lead === null) {
      const words = messagesOf('', catalog);
      const title = words.confirmExpiredTitle;
      const page = { title, text: words.confirmExpiredText, form: '' };
      return await confirmPage(page, { brand, locale, status: 410 });
    }
    const words = messagesOf(lead.landing, catalog);
    const page = await show({ leadId: link.leadId, lead, words });
    const lang = catalog.landings.find(({ path }) => path === lead.landing)?.locale ?? locale;
    return await confirmPage(page, { brand, locale: lang, status: 200 });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailableResponse();
  }
}

function question(token: string, words: FormMessages, { site }: Catalog): Shown {
  const form = `<form method="post" action="${CONFIRM_PATH}">
<input type="hidden" name="${CONFIRM_PARAMETER}" value="${htmlText(token)}">
<button>${htmlText(words.confirmButton)}</button>
</form>`;
  return {
    title: words.confirmTitle,
    text: words.confirmText.replace('{brand}', site.name),
    form,
  };
}

function thanks(words: FormMessages): Shown {
  return { title: words.confirmedTitle, text: words.confirmedText, form: '' };
}

/** One conversion of every metric that counts confirmed leads of the form. */
function conversionsOf(
  leadId: string,
  { formId, unitId, viewNonce, landing }: LeadToConfirm,
  { catalog, now }: RecordContext,
): readonly ConversionRow[] {
  if (unitId === null || viewNonce === null) return [];
  return catalog.metrics
    .filter((metric) => metric.source === 'confirm' && namesOf(metric).includes(formId))
    .map((metric) => ({
      eventId: `${leadId}:${metric.id}`,
      unitId,
      metricId: metric.id,
      viewNonce,
      landing,
      occurredAt: now,
      receivedAt: now,
      valueMinor: null,
      currency: null,
      flag: null,
    }));
}
