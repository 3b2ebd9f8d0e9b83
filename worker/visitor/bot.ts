import { isbot } from 'isbot';
import { type BotReason, bitsOf } from '#experiments/bots/reasons.ts';
import { contradicts } from './contradiction.ts';
import { DATACENTRES } from './datacentres.ts';

/** What the network in front of the Worker knows of a request; absent where it does not say. */
export type NetworkFacts = {
  readonly asn?: number | undefined;
  readonly botManagement?:
    | { readonly verifiedBot?: boolean | undefined; readonly score?: number | undefined }
    | undefined;
};

/** What Cloudflare says of a request; in development and tests nothing. */
export function networkFacts(request: Request): NetworkFacts {
  const { asn, botManagement } =
    (request as Request<unknown, IncomingRequestCfProperties>).cf ?? {};
  return { asn, botManagement } as NetworkFacts;
}

/** Score of requests that are certainly automated; 2 to 29 are "likely" and left alone.
 * https://developers.cloudflare.com/bots/concepts/bot-score/ */
const CERTAINLY_AUTOMATED = 1;

/**
 * Why a document request may come from a program, as bits; 0 when nothing says so. Everybody is
 * assigned by the same rule whatever this answers: it is stored, and applied in analysis. It is
 * asked before there is a variant, and never told what a visitor does afterwards.
 */
export function botReasons(headers: Headers, network: NetworkFacts = {}): number {
  const agent = (headers.get('User-Agent') ?? '').trim();
  const mode = headers.get('Sec-Fetch-Mode');
  const { verifiedBot = false, score } = network.botManagement ?? {};
  const found: Readonly<Record<BotReason, boolean>> = {
    'no-user-agent': agent === '',
    'known-bot': isbot(agent),
    'no-language': !headers.get('Accept-Language')?.trim(),
    'no-navigation': mode !== null && mode !== 'navigate',
    headless: /headless/i.test(headers.get('Sec-CH-UA') ?? ''),
    prefetch: ['Sec-Purpose', 'Purpose', 'X-Moz'].some((name) =>
      /\b(prefetch|prerender|preview)\b/i.test(headers.get(name) ?? ''),
    ),
    contradiction: contradicts(agent, headers),
    datacentre: network.asn !== undefined && DATACENTRES.has(network.asn),
    'network-says-bot': verifiedBot || score === CERTAINLY_AUTOMATED,
  };
  return bitsOf((Object.keys(found) as BotReason[]).filter((reason) => found[reason]));
}
