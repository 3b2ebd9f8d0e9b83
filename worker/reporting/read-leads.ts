import { arrivalFacts } from '#experiments/attribution/arrival-facts.ts';
import { channelOf } from '#experiments/attribution/channel.ts';
import type { LeadConsent, LeadLine } from '#experiments/crm/lead-line.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { leadMessageId } from '../outbox/lead-messages.ts';
import { openFields } from '../outbox/open-lead.ts';
import { type LeadTouch, readLeadTouches } from '../store/leads/lead-touches.ts';
import { type LeadDetails, readLeadDetails } from '../store/leads/read-lead-details.ts';
import { type LeadList, type LeadListRow, readLeadList } from '../store/leads/read-leads.ts';
import { keyring } from '../visitor/keyring.ts';

/** Leads of one page of the list. */
export const LEADS_PER_PAGE = 25;

/** Who reads: only editors see what people typed, and only with the keys that open it. */
export type Reading = { readonly edits: boolean; readonly dataKeys: string | undefined };

/** One page of leads, the latest first; `older`: where the next one begins, null at the end. */
export async function readLeads(
  db: D1Database,
  catalog: Catalog,
  {
    asked,
    reading,
    limit = LEADS_PER_PAGE,
  }: {
    readonly asked: LeadList;
    readonly reading: Reading;
    readonly limit?: number;
  },
): Promise<{ readonly lines: readonly LeadLine[]; readonly older: number | null }> {
  const rows = await readLeadList(db, asked, limit + 1);
  const shown = rows.slice(0, limit);
  const destinations = catalog.crm.destinations.map(({ id }) => id);
  const details = await readLeadDetails(db, {
    leadIds: shown.map(({ leadId }) => leadId),
    messageIds: shown.flatMap(({ leadId }) =>
      destinations.map((destination) => leadMessageId(leadId, destination)),
    ),
  });
  const touches = await readLeadTouches(
    db,
    shown.map(({ leadId }) => leadId),
  );
  const lines = await Promise.all(
    shown.map(async (row) => ({
      ...lineOf(row, details, catalog),
      cameBy: cameByOf(row.leadId, touches, catalog),
      fields: await fieldsOf(row, reading),
    })),
  );
  return { lines, older: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}

function lineOf(
  row: LeadListRow,
  details: LeadDetails,
  { site, crm }: Catalog,
): Omit<LeadLine, 'fields' | 'cameBy'> {
  const { leadId } = row;
  const own = <T extends { readonly leadId: string }>(all: readonly T[]) =>
    all.filter((one) => one.leadId === leadId);
  const { source, campaign } = arrivalFacts(row, [new URL(site.origin).host, ...site.hosts]);
  const isKnown = row.query !== '' || row.referrer !== '';
  return {
    seq: row.seq,
    leadId,
    formId: row.formId,
    landing: row.landing,
    submittedAt: row.occurredAt,
    confirmedAt: row.confirmedAt,
    erasedAt: row.erasedAt,
    spamReason: row.spamReason,
    source: isKnown ? source : '',
    campaign,
    experiments: own(details.experiments),
    consent: consentOf(row),
    deals: own(details.deals),
    deliveries: crm.destinations.flatMap(({ id }) => {
      const messageId = leadMessageId(leadId, id);
      const message = details.messages.find((one) => one.messageId === messageId);
      const references = own(details.references)
        .filter((one) => one.source === id)
        .map(({ reference }) => reference);
      return message ? [{ ...message, destination: id, references }] : [];
    }),
  };
}

/** The channels as the site's rules name them today. */
function cameByOf(
  leadId: string,
  touches: readonly LeadTouch[],
  { site }: Catalog,
): LeadLine['cameBy'] {
  const at = (position: LeadTouch['position']) =>
    touches.find((one) => one.leadId === leadId && one.position === position);
  const [first, last] = [at('first'), at('last')];
  if (!first || !last) return null;
  return { first: channelOf(first, site.channels), last: channelOf(last, site.channels) };
}

function consentOf({ consent, adUse }: LeadListRow): LeadConsent {
  const kept = JSON.parse(consent) as Record<string, unknown>;
  return {
    ads: String(kept.adUserData ?? 'unknown'),
    adUse,
    gpc: kept.gpc === true,
    from: String(kept.from ?? ''),
    version: String(kept.version ?? ''),
  };
}

async function fieldsOf(
  row: LeadListRow,
  { edits, dataKeys }: Reading,
): Promise<LeadLine['fields']> {
  const keys = edits && row.sealedFields !== '' ? await keyring(dataKeys, 'AES-GCM') : null;
  return keys && (await openFields(keys, row));
}
