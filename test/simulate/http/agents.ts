import { chance, pick, type Random } from '../random.ts';

/** The headers with which a program names itself, as it sends them with a page request. */
export type Agent = {
  /** Known to be no person: an honest crawler, a library, or a browser without its headers. */
  readonly bot: boolean;
  /** Runs the page's script and keeps its cookies. */
  readonly runsScript: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

const PEOPLE = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.48.74;FBDV/iPhone15,4]',
] as const;

const RENDERING_BOTS = [
  'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.122 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/136.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36',
] as const;

const FETCHING_BOTS = [
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'curl/8.14.1',
  'python-requests/2.32.5',
] as const;

const DOCUMENT = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Upgrade-Insecure-Requests': '1',
} as const;

/** A person's browser. */
export function aPerson(random: Random): Agent {
  const language = pick(random, [
    'de-DE,de;q=0.9,en;q=0.7',
    'en-GB,en;q=0.9',
    'de,en-US;q=0.7,en;q=0.3',
  ]);
  return {
    bot: false,
    runsScript: true,
    headers: { ...DOCUMENT, 'User-Agent': pick(random, PEOPLE), 'Accept-Language': language },
  };
}

/** A program: a crawler that renders, one that only fetches, or a browser's name without its headers. */
export function aBot(random: Random): Agent {
  const kind = random();
  if (kind < 0.5) {
    return {
      bot: true,
      runsScript: false,
      headers: { Accept: '*/*', 'User-Agent': pick(random, FETCHING_BOTS) },
    };
  }
  if (kind < 0.85) {
    const headers = { ...DOCUMENT, 'User-Agent': pick(random, RENDERING_BOTS) };
    const language = chance(random, 0.5) ? { 'Accept-Language': 'en-US' } : {};
    return { bot: true, runsScript: true, headers: { ...headers, ...language } };
  }
  return {
    bot: true,
    runsScript: chance(random, 0.5),
    headers: { ...DOCUMENT, 'User-Agent': pick(random, PEOPLE) },
  };
}
