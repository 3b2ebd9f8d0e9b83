import { chance, pick, type Random } from '#test/simulate/random.ts';
import { campaignQuery, clickId } from './demo-query.ts';

/** How somebody came, and how much likelier such a person is to send the form than the average. */
export type DemoArrival = {
  readonly query: string;
  readonly referrer: string;
  readonly factor: number;
};

type Ad = {
  readonly share: number;
  readonly source: 'google' | 'bing' | 'facebook' | 'linkedin' | 'tiktok' | 'newsletter' | '';
  readonly medium: string;
  readonly campaign: string;
  readonly creatives: readonly [string, ...string[]];
  /** Search campaigns: what people typed, with how much likelier they are to ask for more. */
  readonly keywords?: readonly (readonly [keyword: string, share: number, factor: number])[];
  readonly factor: number;
};

/** The ads of site/ads.csv, by landing, as shares of its traffic; what is left comes by itself. */
const ADS: Readonly<Record<string, readonly Ad[]>> = {
  '/crm/': [
    {
      share: 0.46,
      source: 'google',
      medium: 'cpc',
      campaign: 'search-de-dispatch',
      creatives: ['rsa-morning', 'rsa-driving-time'],
      keywords: [
        ['dispatch software', 0.34, 1.15],
        ['field service software', 0.26, 0.8],
        ['lift maintenance software', 0.2, 1.5],
        ['Wärmepumpe Einsatzplanung', 0.12, 1.2],
        ['crew scheduling', 0.08, 0.6],
      ],
      factor: 1,
    },
    {
      share: 0.1,
      source: 'google',
      medium: 'cpc',
      campaign: 'search-de-brand',
      creatives: ['rsa-brand'],
      keywords: [['halden', 1, 1.6]],
      factor: 1,
    },
    {
      share: 0.12,
      source: 'bing',
      medium: 'cpc',
      campaign: 'search-de-dispatch',
      creatives: ['rsa-morning'],
      keywords: [
        ['dispatch software', 0.6, 1],
        ['field service software', 0.4, 0.8],
      ],
      factor: 1,
    },
    {
      share: 0.14,
      source: 'linkedin',
      medium: 'paid-social',
      campaign: 'social-de-demo',
      creatives: ['image-driving-time', 'image-crew'],
      factor: 0.7,
    },
    {
      share: 0.05,
      source: 'newsletter',
      medium: 'email',
      campaign: 'letter-november',
      creatives: ['top', 'bottom'],
      factor: 1.2,
    },
  ],
  '/offer/': [
    {
      share: 0.5,
      source: 'facebook',
      medium: 'paid-social',
      campaign: 'social-de-trial',
      creatives: ['video-board-15s', 'image-price', 'image-crew'],
      factor: 0.9,
    },
    {
      share: 0.24,
      source: 'tiktok',
      medium: 'paid-social',
      campaign: 'social-de-trial',
      creatives: ['video-roof-plan', 'video-board-15s'],
      factor: 0.8,
    },
    {
      share: 0.12,
      source: 'google',
      medium: 'cpc',
      campaign: 'search-de-brand',
      creatives: ['rsa-brand'],
      keywords: [['halden trial', 1, 1.7]],
      factor: 1,
    },
  ],
};

/** One arrival at a landing: an ad with its campaign, creative and keyword, or none. */
export function demoArrival(landing: string, random: Random): DemoArrival {
  let draw = random();
  for (const ad of ADS[landing] ?? []) {
    draw -= ad.share;
    if (draw < 0) return byAd(ad, random);
  }
  const referrer = pick(random, ['', '', 'https://www.google.com/', 'https://handwerk.example/']);
  return { query: '', referrer, factor: 1.1 };
}

function byAd(ad: Ad, random: Random): DemoArrival {
  const [keyword, , keywordFactor] = drawKeyword(ad, random);
  // Somebody typed it in capitals once: the report knows it as the same.
  const written = chance(random, 0.1) ? keyword.toUpperCase() : keyword;
  const creative = pick(random, [...ad.creatives] as [string, ...string[]]);
  return {
    query: campaignQuery({
      utm_source: ad.source,
      utm_medium: ad.medium,
      utm_campaign: ad.campaign,
      utm_content: creative,
      utm_term: written,
      ...clickId(ad.source, random),
    }),
    referrer: '',
    factor: ad.factor * keywordFactor,
  };
}

function drawKeyword({ keywords }: Ad, random: Random): readonly [string, number, number] {
  const none = ['', 1, 1] as const;
  if (!keywords) return none;
  let draw = random();
  for (const keyword of keywords) {
    draw -= keyword[1];
    if (draw < 0) return keyword;
  }
  return keywords.at(-1) ?? none;
}
