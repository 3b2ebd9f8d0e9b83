import { seeded } from '#test/support/seeded.ts';

/** A query as a browser sends it, and which of its parts are the campaign's. */
export type OddQuery = {
  /** Without "?". */
  readonly query: string;
  /** Parts that name the campaign, in their order. */
  readonly campaign: readonly string[];
  /** The query as a touchpoint keeps it: values of click ids replaced, no other byte. */
  readonly kept: string;
};

const CAMPAIGN = ['utm_source', 'UTM_Medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id'];
const CONTEXT = ['gad_source', 'gad_campaignid', 'gclsrc', 'hsa_kw', 'matchtype', 'adgroupid'];
const CLICKS = ['gclid', 'GCLID', 'gbraid', 'fbclid', 'msclkid', 'ScCid', 'ttclid', 'li_fat_id'];
const OTHERS = [
  'q',
  'ref',
  'a[]',
  'utm',
  'clid2',
  '',
  'tl',
  'x.y',
  'lang',
  '%75ser',
  'amp;utm_source',
];
const ATOMS =
  'a Z 0 - _ . ~ + ++ %20 %2B %26 %3D %23 %25 %2525 %00 %0D%0A %E4 %C3%A4 %FF%FE %F0%9F%8E%89 % %G1 %u20AC ä € 🎉 日本 é " \' < > | \\ ^ ` { } [ ] ( ) * ! $ , ; : @ / ? = == amp; \u200b \u202e \ud800'.split(
    ' ',
  );

/**
 * Queries without end, the same for the same seed: percent-encodings right, wrong and double, plus
 * signs, every kind of character, repeated and empty keys and values. Longest parts together stay
 * below what links hand on.
 */
export function* oddQueries(seed: number): Generator<OddQuery> {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const from = (list: readonly string[]) => list[below(list.length)] ?? '';
  const value = () => Array.from({ length: below(7) }, () => from(ATOMS)).join('');
  while (true) {
    const parts = Array.from({ length: below(9) }, () => {
      const kind = below(10);
      const names = kind < 5 ? CAMPAIGN : kind < 6 ? CONTEXT : kind < 8 ? CLICKS : OTHERS;
      const name = from(names);
      // One in twelve has no equals sign at all.
      const written = below(12) === 0 ? name : `${name}=${value()}`;
      const sent = asSent(written);
      const equals = sent.indexOf('=');
      const isClick = names === CLICKS && equals > 0 && equals < sent.length - 1;
      return {
        sent,
        isCampaign: (names === CAMPAIGN || names === CONTEXT) && equals > 0,
        kept: isClick ? `${sent.slice(0, equals)}=redacted` : sent,
      };
    });
    yield {
      query: parts.map(({ sent }) => sent).join('&'),
      campaign: parts.filter(({ isCampaign }) => isCampaign).map(({ sent }) => sent),
      kept: parts.map(({ kept }) => kept).join('&'),
    };
  }
}

/** A part of a query as a browser puts it on the wire (https://url.spec.whatwg.org/#query-state). */
function asSent(part: string): string {
  return new URL(`https://x.example/?${part}`).search.slice(1);
}
