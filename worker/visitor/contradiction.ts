/**
 * Destinations that a navigation has: `navigate` with any other, `empty` of a script's fetch among
 * them, is no browser's. https://fetch.spec.whatwg.org/#concept-request-destination
 */
const PLACES = ['document', 'iframe', 'frame', 'embed', 'object', 'fencedframe', 'webidentity'];

/**
 * Whether a request says two things about itself that no browser says together. Each needs both
 * headers: an old browser that sends fewer never contradicts itself.
 */
export function contradicts(agent: string, headers: Headers): boolean {
  const mode = headers.get('Sec-Fetch-Mode');
  const place = headers.get('Sec-Fetch-Dest');
  if (mode === 'navigate' && place !== null && !PLACES.includes(place)) return true;
  // Sent with navigations that a person began, and with nothing else.
  // https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-user-header
  if (mode !== null && mode !== 'navigate' && headers.get('Sec-Fetch-User') === '?1') return true;
  const brands = headers.get('Sec-CH-UA');
  if (brands === null) return false;
  // Client hints are Chromium's: Firefox and Safari, all browsers of iOS too, send none.
  if (/Firefox\/|FxiOS\/|CriOS\/|Version\/[\d.]+ (Mobile\/\w+ )?Safari\//.test(agent)) return true;
  const hinted = /"Chromium";v="(\d+)/.exec(brands)?.[1];
  const named = /\bChrome\/(\d+)/.exec(agent)?.[1];
  return hinted !== undefined && named !== undefined && hinted !== named;
}
