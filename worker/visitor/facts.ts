import type { LocalTime, VisitorFacts } from '#experiments/assignment/eligibility.ts';
import { queryParameters } from '#experiments/attribution/query-parameters.ts';
import { preferredLanguage } from './language.ts';
import { localTime } from './local-time.ts';

/** Everything that may decide about an audience, as plain values; `timeZones`: those to be told. */
export function factsOf(
  request: Request,
  url: URL,
  known: {
    readonly returning: boolean;
    readonly now: number;
    readonly timeZones: readonly string[];
  },
): VisitorFacts {
  return {
    device: deviceOf(request.headers),
    country: countryOf(request),
    returning: known.returning,
    language: preferredLanguage(request.headers.get('Accept-Language')),
    query: queryParameters(url.search.slice(1)),
    times: new Map(
      known.timeZones.flatMap((zone): [string, LocalTime][] => {
        const time = localTime(known.now, zone);
        return time === null ? [] : [[zone, time]];
      }),
    ),
  };
}

/** Device class from the client hint, else from the user agent; the text itself is not kept. */
export function deviceOf(headers: Headers): VisitorFacts['device'] {
  const agent = headers.get('User-Agent') ?? '';
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(agent)) return 'tablet';
  if (headers.get('Sec-CH-UA-Mobile') === '?1' || /Mobi|iPhone|iPod/i.test(agent)) return 'mobile';
  return 'desktop';
}

/** Country of the request as the network gives it, '' when unknown (also Tor's T1). */
export function countryOf(request: Request): string {
  const country = (request as Request<unknown, IncomingRequestCfProperties>).cf?.country;
  return country && /^[A-Z]{2}$/.test(country) ? country : '';
}
