import { botReasons, type NetworkFacts } from '#worker/visitor/bot.ts';
import { aBot, aPerson } from '../http/agents.ts';
import { chance, type Random } from '../random.ts';

/** A kind of visitor: how it asks for a page, and how often it converts, whatever the variant. */
export type Kind = {
  readonly name: string;
  readonly person: boolean;
  /** Share of all visitors. */
  readonly share: number;
  readonly converts: number;
  readonly request: (random: Random) => {
    readonly headers: Readonly<Record<string, string>>;
    readonly network?: NetworkFacts;
  };
};

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const HINTS = '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"';
const NAVIGATION = {
  'User-Agent': CHROME,
  'Accept-Language': 'en-US,en;q=0.9',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
} as const;

/** Seventy percent people; programs of many kinds, some of which click and send forms. */
export const KINDS: readonly Kind[] = [
  {
    name: 'people',
    person: true,
    share: 0.62,
    converts: 0.04,
    request: (random) => ({ headers: aPerson(random).headers }),
  },
  {
    name: 'people whose browser gives hints',
    person: true,
    share: 0.05,
    converts: 0.04,
    request: () => ({ headers: { ...NAVIGATION, 'Sec-CH-UA': HINTS } }),
  },
  {
    name: 'people behind an office proxy in a data centre',
    person: true,
    share: 0.03,
    converts: 0.06,
    request: () => ({ headers: { ...NAVIGATION, 'Sec-CH-UA': HINTS }, network: { asn: 8075 } }),
  },
  {
    name: 'crawlers and libraries',
    person: false,
    share: 0.14,
    converts: 0,
    request: (random) => ({ headers: aBot(random).headers }),
  },
  {
    name: 'programs without a name',
    person: false,
    share: 0.04,
    converts: 0.1,
    request: (random) => ({
      headers: {
        'Accept-Language': 'en',
        ...(chance(random, 0.5) ? { 'User-Agent': '' } : {}),
      },
    }),
  },
  {
    name: 'headless browsers under another name, which click',
    person: false,
    share: 0.04,
    converts: 0.5,
    request: () => ({
      headers: { ...NAVIGATION, 'Sec-CH-UA': HINTS.replace('Google Chrome', 'HeadlessChrome') },
    }),
  },
  {
    name: 'scripts that copied half of a browser',
    person: false,
    share: 0.04,
    converts: 0.2,
    request: () => ({ headers: { ...NAVIGATION, 'Sec-Fetch-Dest': 'empty' } }),
  },
  {
    name: 'programs that nothing gives away',
    person: false,
    share: 0.04,
    converts: 0.15,
    request: () => ({ headers: { ...NAVIGATION, 'Sec-CH-UA': HINTS } }),
  },
];

/** The reasons that the Worker's classifier finds; asked once for each different request. */
export function createClassifier(): (request: ReturnType<Kind['request']>) => number {
  const known = new Map<string, number>();
  return (request) => {
    const key = JSON.stringify(request);
    const found = known.get(key);
    if (found !== undefined) return found;
    const bits = botReasons(new Headers({ ...request.headers }), request.network);
    known.set(key, bits);
    return bits;
  };
}
