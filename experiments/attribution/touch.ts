import { campaignName } from './arrival-facts.ts';
import { campaignContext } from './campaign-context.ts';
import { CAMPAIGN_PARAMETERS } from './campaign-parameters.ts';
import { networkOf } from './click-ids.ts';
import { queryParameters } from './query-parameters.ts';
import { hostOf, referrerClass } from './referrer-class.ts';

/** An arrival as it is on record. */
export type Arrived = {
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  readonly landing: string;
  /** Without "?". */
  readonly query: string;
  readonly referrer: string;
};

/** What an arrival says of how somebody came; '' is unknown, names folded by `campaignName`. */
export type Touch = {
  readonly occurredAt: number;
  readonly landing: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly creative: string;
  readonly keyword: string;
  /** Network whose click id came along. */
  readonly network: string;
  readonly cameFrom: 'search' | 'social' | 'other site' | 'nowhere';
  /** Parameters that no list knows, see `campaignContext`. */
  readonly context: Readonly<Record<string, string>>;
};

const CAME_FROM = {
  '(search)': 'search',
  '(social)': 'social',
  '(other site)': 'other site',
  '(direct)': 'nowhere',
} as const;

/** Reads an arrival; `ownHosts`: host names of the site, which nobody comes from. */
export function touchOf(arrived: Arrived, ownHosts: readonly string[]): Touch {
  const { occurredAt, landing, query, referrer } = arrived;
  const parameters = queryParameters(query);
  const named = (names: readonly string[]) =>
    names.map((name) => campaignName(parameters.get(name) ?? '')).find((one) => one !== '') ?? '';
  return {
    occurredAt,
    landing,
    source: named(CAMPAIGN_PARAMETERS.source),
    medium: named(['utm_medium']),
    campaign: named(CAMPAIGN_PARAMETERS.campaign),
    creative: named(CAMPAIGN_PARAMETERS.creative),
    keyword: named(CAMPAIGN_PARAMETERS.keyword),
    network: networkOf(parameters),
    cameFrom: CAME_FROM[referrerClass(referrer, ownHosts)],
    context: campaignContext(query),
  };
}

/** Whether nothing says how somebody came: no campaign, no click, no other site. */
export function isDirect(touch: Touch): boolean {
  return (
    touch.source === '' &&
    touch.medium === '' &&
    touch.campaign === '' &&
    touch.network === '' &&
    touch.cameFrom === 'nowhere'
  );
}

/** Whether somebody went from one page of the site to another, which is no arrival. */
export function isWithinSite({ referrer }: Arrived, ownHosts: readonly string[]): boolean {
  return ownHosts.includes(hostOf(referrer));
}
