import type { ChannelRule } from '../definition/settings/channels.ts';
import { fitsPattern } from '../definition/text-pattern.ts';
import type { Touch } from './touch.ts';

/** What nothing names: a campaign whose words fit no rule. */
export const OTHER_CHANNEL = 'Other';

const PAID = ['cp*', 'ppc', 'retargeting', 'paid*'];
const SEARCH_SOURCES = ['google', 'bing', 'microsoft', 'duckduckgo', 'yahoo', 'ecosia', 'yandex'];
const SOCIAL_SOURCES = [
  'facebook',
  'fb',
  'instagram',
  'ig',
  'meta',
  'linkedin',
  'tiktok',
  'twitter',
  'x',
  'reddit',
  'pinterest',
  'snapchat',
  'youtube',
  'xing',
];

/**
 * The shipped rules: an ad's click id says more than what somebody typed, then medium, then source,
 * then the site before. After the default channel group of Google Analytics, with fewer names:
 * https://support.google.com/analytics/answer/9756891
 */
export const DEFAULT_CHANNELS: readonly ChannelRule[] = [
  { channel: 'Affiliates', medium: ['affiliate', 'affiliates'] },
  { channel: 'Affiliates', clickFrom: 'impact' },
  { channel: 'Display', medium: ['display', 'banner', 'cpm', 'expandable', 'interstitial'] },
  { channel: 'Paid social', medium: ['paid-social', 'paid_social', 'paidsocial', 'paid social'] },
  {
    channel: 'Paid social',
    clickFrom: ['meta', 'linkedin', 'tiktok', 'x', 'reddit', 'pinterest', 'snapchat', 'quora'],
  },
  { channel: 'Paid social', source: SOCIAL_SOURCES, medium: PAID },
  { channel: 'Paid search', clickFrom: ['google', 'microsoft', 'yandex'] },
  { channel: 'Paid search', source: SEARCH_SOURCES, medium: PAID },
  { channel: 'Other paid', clickFrom: 'any' },
  { channel: 'Other paid', medium: PAID },
  { channel: 'E-mail', medium: ['email', 'e-mail', 'e_mail', 'newsletter'] },
  { channel: 'E-mail', source: ['email', 'e-mail', 'newsletter'] },
  { channel: 'SMS', medium: 'sms' },
  { channel: 'Organic social', medium: ['social', 'social-*', 'organic-social', 'organic_social'] },
  { channel: 'Organic search', medium: 'organic' },
  { channel: 'Referral', medium: ['referral', 'link', 'app'] },
  { channel: 'Organic search', source: SEARCH_SOURCES, cameFrom: 'search' },
  { channel: 'Organic social', source: SOCIAL_SOURCES },
];

/** Where no campaign says anything, the site before does. */
const WITHOUT_CAMPAIGN: Readonly<Record<Touch['cameFrom'], string>> = {
  search: 'Organic search',
  social: 'Organic social',
  'other site': 'Referral',
  nowhere: 'Direct',
};

/** The channel of an arrival: by the site's own rules in their order, then by the shipped ones. */
export function channelOf(touch: ChannelFacts, rules: readonly ChannelRule[] = []): string {
  const rule = [...rules, ...DEFAULT_CHANNELS].find((one) => fits(one, touch));
  if (rule) return rule.channel;
  const named = touch.source !== '' || touch.medium !== '' || touch.campaign !== '';
  return named ? OTHER_CHANNEL : WITHOUT_CAMPAIGN[touch.cameFrom];
}

/** What a rule looks at. */
export type ChannelFacts = Pick<Touch, 'source' | 'medium' | 'campaign' | 'network' | 'cameFrom'>;

function fits(rule: ChannelRule, touch: ChannelFacts): boolean {
  const { clickFrom } = rule;
  const from = typeof clickFrom === 'string' ? [clickFrom] : (clickFrom ?? []);
  return (
    anyOf(rule.source, touch.source) &&
    anyOf(rule.medium, touch.medium) &&
    anyOf(rule.campaign, touch.campaign) &&
    (clickFrom === undefined ||
      (clickFrom === 'any' ? touch.network !== '' : from.some((one) => one === touch.network))) &&
    (rule.cameFrom === undefined || rule.cameFrom === touch.cameFrom)
  );
}

function anyOf(patterns: string | readonly string[] | undefined, value: string): boolean {
  if (patterns === undefined) return true;
  const list = typeof patterns === 'string' ? [patterns] : patterns;
  return value !== '' && list.some((pattern) => fitsPattern(pattern, value));
}
