import * as fc from 'fast-check';
import { BROWSER, ORIGIN } from '../visit.ts';
import { headerText, hostile, mostly } from './hostile.ts';

const names = mostly(
  'utm_source',
  'utm_term',
  'q',
  'gclid',
  'utm_campaign',
  'tl_at',
  'variant',
  'done',
);
/** Query strings as browsers send them, and as nobody should. */
export const query = fc
  .array(
    fc.tuple(names, fc.oneof(hostile, fc.constantFrom('heating software', 'news')), fc.boolean()),
    {
      maxLength: 4,
    },
  )
  .map((parts) =>
    parts
      .map(([name, value, raw]) =>
        raw ? `${name}=${value}` : new URLSearchParams({ [name]: value }).toString(),
      )
      .join('&')
      .replaceAll('#', ''),
  );

/** Headers of a browser, some of them bent. */
export const headers = fc
  .record(
    {
      'Accept-Language': mostly('de-DE,de;q=0.9', 'en'),
      Referer: mostly('https://news.example/', `${ORIGIN}/demo/?utm_source=x`),
      'User-Agent': mostly(BROWSER['User-Agent'], 'Googlebot/2.1', ''),
      'Sec-GPC': fc.constantFrom('1', '0'),
      'Sec-Purpose': fc.constantFrom('prefetch;prerender', 'prefetch'),
      'If-None-Match': mostly('"x"', 'W/"x"'),
      Range: mostly('bytes=0-9', 'bytes=9-0', 'bytes=-1'),
      'X-Forwarded-Host': mostly('evil.example'),
      'X-Truelift-Reader': mostly('%7B%22role%22%3A%22editor%22%7D'),
    },
    { requiredKeys: [] },
  )
  .map((given) =>
    Object.fromEntries(Object.entries(given).map(([name, text]) => [name, headerText(text ?? '')])),
  );

export const method = fc.constantFrom(
  'GET',
  'GET',
  'GET',
  'GET',
  'HEAD',
  'OPTIONS',
  'DELETE',
  'POST',
);
