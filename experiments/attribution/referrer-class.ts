/** What kind of site sent a visitor who came without a campaign. */
export type ReferrerClass = '(search)' | '(social)' | '(other site)' | '(direct)';

const SEARCH =
  /(^|\.)(google|bing|duckduckgo|ecosia|yahoo|qwant|startpage|yandex|baidu|search\.brave)\.[a-z.]{2,6}$/;
const SOCIAL =
  /(^|\.)(facebook\.com|instagram\.com|threads\.net|linkedin\.com|lnkd\.in|t\.co|twitter\.com|x\.com|tiktok\.com|pinterest\.[a-z.]{2,6}|reddit\.com|youtube\.com|xing\.com)$/;

/**
 * The class of a referrer by its host name. No referrer, one that is no address, and the site's
 * own pages are `(direct)`: nothing says where the visitor came from.
 */
export function referrerClass(referrer: string, ownHosts: readonly string[]): ReferrerClass {
  const host = hostOf(referrer);
  if (host === '' || ownHosts.includes(host)) return '(direct)';
  if (SEARCH.test(host)) return '(search)';
  return SOCIAL.test(host) || /(^|\.)com\.(facebook|instagram|linkedin)\./.test(host)
    ? '(social)'
    : '(other site)';
}

/** Host name in lower case, without a port; android-app://com.example has its package as host. */
export function hostOf(referrer: string): string {
  const [, authority = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(referrer) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return host.toLowerCase();
}
