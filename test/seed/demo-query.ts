import { letters, type Random } from '#test/simulate/random.ts';

/** A query as an ad's link carries it, without "?"; empty parameters are left out. */
export function campaignQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%20', '+')}`)
    .join('&');
}

const CLICK_IDS: Readonly<Record<string, readonly [parameter: string, length: number]>> = {
  google: ['gclid', 90],
  bing: ['msclkid', 32],
  facebook: ['fbclid', 76],
  linkedin: ['li_fat_id', 36],
  tiktok: ['ttclid', 60],
};

/** What the network adds to the link when somebody clicks; nothing for a newsletter. */
export function clickId(source: string, random: Random): Readonly<Record<string, string>> {
  const known = CLICK_IDS[source];
  return known === undefined ? {} : { [known[0]]: letters(random, known[1]) };
}
