import type { SpamReason } from '#experiments/contract/spam.ts';
import type { LeadConsent, LeadDeliveryState } from '#experiments/crm/lead-line.ts';
import type { LeadStage } from '#experiments/crm/lead-stage.ts';
import type { ReportFormat } from '../format.ts';

/** How a lead's stage is called and coloured. */
export const stageLooks: Readonly<
  Record<LeadStage['stage'], { readonly label: string; readonly tone: string }>
> = {
  lead: { label: 'Lead', tone: 'quiet' },
  qualified: { label: 'Qualified', tone: 'open' },
  opportunity: { label: 'Opportunity', tone: 'open' },
  won: { label: 'Won', tone: 'good' },
  lost: { label: 'Lost', tone: 'bad' },
};

const spamWords: Readonly<Record<SpamReason, string>> = {
  honeypot: 'filled in the field that people never see',
  'too-fast': 'sent faster than anybody can type',
  turnstile: 'Turnstile took it for a program',
  rate: 'too many from one sender',
  duplicate: 'the same address in the same form once more',
};

/** Why a lead was taken for spam, in words. */
export function spamText(reason: string): string {
  return Object.hasOwn(spamWords, reason) ? spamWords[reason as SpamReason] : reason;
}

/**
 * What a lead agreed to, in words. `words`: those beside the box that was ticked; without them the
 * version says which they were.
 */
export function consentText(
  { ads, adUse, gpc, from, version }: LeadConsent,
  words: string | null = null,
): string {
  if (from === '') return 'Nothing was kept';
  const by = { form: 'in the form', banner: 'in the banner', rule: "by the country's rule" };
  const where = by[from as keyof typeof by] ?? from;
  const withdrawn = ads === 'granted' && !gpc && !adUse ? ', withdrawn since' : '';
  const signal = gpc ? ', refused by the browser (GPC)' : '';
  const said =
    { granted: 'Ads allowed', denied: 'Ads refused' }[ads] ?? 'Nobody was asked about ads';
  const asked = ads === 'granted' || ads === 'denied' ? ` ${where}` : '';
  const which = words === null ? version && `, version ${version}` : `: “${words}”`;
  return `${said}${asked}${which}${signal}${withdrawn}`;
}

/** Where a lead is on its way to a destination, in words. */
export function deliveryText(
  { destination, state, why, nextTryAt, references }: LeadDeliveryState,
  format: Pick<ReportFormat, 'instant'>,
): string {
  switch (state) {
    case 'delivered':
      return references.length > 0
        ? `In ${destination} as ${references.join(', ')}`
        : `Delivered to ${destination}`;
    case 'waiting':
      return nextTryAt === null
        ? `On its way to ${destination}`
        : `${destination} has not taken it: ${why}. Next try ${format.instant(nextTryAt)}`;
    case 'given-up':
      return `Given up for ${destination}: ${why}`;
    case 'not-sent':
      return `Not sent to ${destination}: ${endings[why] ?? why}`;
  }
}

const endings: Readonly<Record<string, string>> = {
  erased: 'the personal data were deleted before',
  spam: 'it is spam',
  withdrawn: 'consent was withdrawn before',
};

const channels: Readonly<Record<string, string>> = {
  'alert-webhook': 'Alert by webhook',
  'alert-email': 'Alert by e-mail',
  'confirmation-email': 'E-mail that asks for confirmation',
};

/** What a message of the outbox is, in words: `crm:hubspot` → "Lead to hubspot". */
export function channelText(channel: string): string {
  if (channel.startsWith('crm:')) return `Lead to ${channel.slice('crm:'.length)}`;
  return channels[channel] ?? channel;
}
