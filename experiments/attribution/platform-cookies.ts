import type { ClickPair } from './click-pairs.ts';

type CookieForm = {
  /** Of the cookie, with its leading underscore; a capture is the part that differs by property. */
  readonly cookie: RegExp;
  readonly name: (cookie: string) => string;
  readonly value: RegExp;
};

const plain = (name: string) => () => name;
const named = (cookie: string) => cookie.slice(1);

/**
 * Cookies that ad platforms' own tags write on the site, and what a real one looks like. Formats
 * that no vendor documents are as seen in the wild: `_gcl_ag`, `_gcl_gb`, `_uetmsclkid` and the
 * values of TikTok and LinkedIn are unverified, so they are checked for their characters alone.
 *
 * Sources: Meta https://developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/fbp-and-fbc
 * (a fifth part may follow, which its parameter builder appends:
 * https://github.com/setono/meta-conversions-api-php-sdk/releases/tag/v1.2.0); Google
 * https://support.google.com/analytics/answer/11397207; LinkedIn
 * https://www.linkedin.com/help/lms/answer/a423304.
 */
const COOKIE_FORMS: readonly CookieForm[] = [
  { cookie: /^_fbp$/, name: named, value: /^fb\.\d\.\d{10,14}\.\d+(\.[\w-]+)?$/ },
  { cookie: /^_fbc$/, name: named, value: /^fb\.\d\.\d{10,14}\.[\w-]+(\.[\w-]+)?$/ },
  {
    cookie: /^_gcl_(aw|dc|gb|ag)$/,
    name: named,
    value: /^(GCL\.\d{9,11}\.[\w-]+|2\.1\.[\w$.-]+)$/,
  },
  { cookie: /^_gcl_gs$/, name: named, value: /^2\.1\.[\w$.-]+$/ },
  { cookie: /^_gcl_au$/, name: named, value: /^1\.1\.\d+\.\d{9,11}(\.[\w.-]+)?$/ },
  { cookie: /^_gac_[\w-]+$/, name: named, value: /^1\.\d{9,11}\.[\w-]+$/ },
  { cookie: /^_ga$/, name: named, value: /^GA1\.[\w-]+\.\d+\.\d{9,11}$/ },
  { cookie: /^_ga_[A-Z0-9]+$/, name: named, value: /^GS[12]\.[\w$.-]+$/ },
  { cookie: /^_uetmsclkid$/, name: named, value: /^_uet[\w-]{8,}$/ },
  { cookie: /^_ttp$/, name: named, value: /^[\w.:-]{8,200}$/ },
  { cookie: /^ttclid$/, name: plain('ttclid'), value: /^[\w.-]{8,500}$/ },
  { cookie: /^li_fat_id$/, name: plain('li_fat_id'), value: /^[0-9a-f-]{36}$/i },
];

/**
 * What ad platforms' cookies say, by the cookie's name without its first underscore (`fbp`, `gcl_aw`,
 * `ga_ABC123`), the value as the cookie has it. `cookies`: name and value as the browser sent them;
 * those of other forms are left out.
 */
export function platformCookies(
  cookies: Iterable<readonly [name: string, value: string]>,
): readonly ClickPair[] {
  const found = new Map<string, string>();
  for (const [cookie, value] of cookies) {
    const form = COOKIE_FORMS.find((one) => one.cookie.test(cookie));
    if (!form?.value.test(value)) continue;
    const name = form.name(cookie);
    if (!found.has(name)) found.set(name, value);
  }
  return [...found].map(([name, value]) => ({ name, value }));
}
