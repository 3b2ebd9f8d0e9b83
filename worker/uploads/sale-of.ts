import { type DatedClick, knownClicks } from '#experiments/attribution/known-clicks.ts';
import {
  allowsAdUse,
  type ConsentSnapshot,
  consentSnapshotSchema,
} from '#experiments/contract/consent.ts';
import type { LeadDigests } from '#experiments/contract/lead-digests.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { DealState } from '#experiments/revenue/deal-state.ts';
import type { Sale } from '#experiments/uploads/lifecycle/desired.ts';
import { PLATFORM_CLICK_IDS, type Platform } from '#experiments/uploads/platform.ts';
import { openDigests } from '../leads/digests.ts';
import type { SaleRows } from '../store/uploads/upload-sales.ts';
import type { Keyring } from '../visitor/keyring.ts';

/** A lead as platforms may know it. */
export type KnownSale = {
  readonly sale: Sale;
  /** Null where use for ads is not granted: then nothing of the rest is asked for. */
  readonly consent: ConsentSnapshot | null;
  readonly clicks: readonly DatedClick[];
  /** `experiment:variant`, between commas. */
  readonly variant: string;
  readonly digests: (platform: Platform) => Promise<LeadDigests | null>;
};

/**
 * Puts the rows of one lead together. A lead without a readable consent has given none. Null for one
 * that is still to be confirmed: nobody knows yet whose address it is.
 */
export function saleOf(
  leadId: string,
  rows: SaleRows,
  { dataKeys, catalog }: { readonly dataKeys: Keyring; readonly catalog: Pick<Catalog, 'forms'> },
): KnownSale | null {
  const of = (kind: keyof SaleRows) => rows[kind].filter((row) => row.lead_id === leadId);
  const [lead] = of('leads');
  if (lead === undefined) return null;
  const form = catalog.forms.find(({ id }) => id === lead.form_id);
  if (form?.confirm && lead.confirmed_at === null) return null;
  return {
    sale: {
      leadId,
      submittedAt: Number(lead.occurred_at),
      isSpam: lead.spam_reason !== null,
      deals: of('deals').map((row) => ({
        source: String(row.source),
        dealId: String(row.deal_id),
        version: Number(row.version),
        changedAt: Number(row.changed_at),
        state: JSON.parse(String(row.state)) as DealState,
      })),
    },
    consent: lead.ad_use === 1 ? grantedConsent(String(lead.consent)) : null,
    clicks: of('clicks').map((row) => ({
      name: String(row.name),
      value: String(row.value),
      occurredAt: Number(row.occurred_at),
    })),
    variant: of('experiments')
      .map((row) => `${row.experiment_id}:${row.variant_id}`)
      .join(','),
    digests: async (platform) => {
      const row = of('digests').find((one) => one.platform === platform);
      if (row === undefined) return null;
      return openDigests(dataKeys, { leadId, platform, sealed: String(row.sealed) });
    },
  };
}

/** The snapshot, where it is one and grants use for ads. */
function grantedConsent(text: string): ConsentSnapshot | null {
  const read = consentSnapshotSchema.safeParse(jsonOf(text));
  return read.success && allowsAdUse(read.data) ? read.data : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The click ids of a platform among all that are known, when the click came, and cookies. A click
 * that only a cookie remembers has no time here.
 */
export function clicksFor(platform: Platform, dated: readonly DatedClick[]) {
  const known = knownClicks(dated);
  const names = PLATFORM_CLICK_IDS[platform];
  const clicks = Object.fromEntries(
    names.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
  // The first name that is there is the one that is reported.
  const reported = names.find((name) => known[name] !== undefined);
  const times = dated
    .filter(({ name, value }) => name === reported && value === known[name])
    .map(({ occurredAt }) => occurredAt);
  return {
    clicks,
    ...(times.length === 0 ? {} : { clickedAt: Math.max(...times) }),
    cookies: {
      fbp: known.fbp,
      fbc: known.fbc,
      gaClientId: known.ga_client_id,
      gaSessionId: known.ga_session_id,
      ttp: known.ttp,
    },
  };
}
