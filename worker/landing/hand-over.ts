import { handedOn } from '#experiments/attribution/campaign-context.ts';
import type { HandoffLink } from '#experiments/contract/handoff-mark.ts';
import type { Site } from '#experiments/definition/settings/site.ts';
import { mayUseForAds } from '../visitor/ad-use.ts';
import { writeHandoff } from '../visitor/handoff.ts';
import type { Keyring } from '../visitor/keyring.ts';
import type { Page } from './page-bytes.ts';

const DAY_MS = 86_400_000;

/** What the links of one view take along to other sites. */
export type HandOver = {
  /** The signed reference. */
  readonly reference: string;
  /** Parts of the campaign, as the address had them. */
  readonly campaign: ReturnType<typeof handedOn>;
};

/**
 * What a view's links to other sites take along; null for a page that has none, which is all that
 * it costs there. A reference lives as long as what the visitor saw is kept: later nothing could be
 * credited.
 */
export async function handOver(
  request: Request,
  page: Pick<Page, 'cuts'>,
  view: {
    readonly unitId: string;
    readonly nonce: string;
    /** Of the arrival, without "?". */
    readonly query: string;
    readonly keys: Keyring;
    readonly site: Site;
    readonly now: number;
  },
): Promise<HandOver | null> {
  if (!page.cuts.some((cut) => 'handoff' in cut)) return null;
  const { keys, site, now } = view;
  const adUse = await mayUseForAds(request, { keys, site });
  const expiresAt = now + site.retention.eventDays * DAY_MS;
  const { unitId, nonce: viewNonce } = view;
  const handoff = { unitId, viewNonce, issuedAt: now, expiresAt, adUse };
  return { reference: await writeHandoff(handoff, keys), campaign: handedOn(view.query, adUse) };
}

/** What is added to the address of one link: its reference, and the campaign that it has not itself. */
export function handoffText({ handoff, joint, has }: HandoffLink, over: HandOver): string {
  const taken = new Set([handoff.toLowerCase(), ...has]);
  const campaign = over.campaign.filter(({ name }) => !taken.has(name)).map(({ pair }) => pair);
  return `${joint}${[`${handoff}=${over.reference}`, ...campaign].join('&')}`;
}
