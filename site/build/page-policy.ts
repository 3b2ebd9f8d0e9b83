import { createHash } from 'node:crypto';
import { TURNSTILE_ORIGIN, TURNSTILE_SCRIPT } from '#experiments/contract/turnstile.ts';
import type { Tag } from './html-tags.ts';

/** Types of script elements that hold data, which no policy restricts. */
const DATA_TYPES: readonly string[] = ['application/json', 'application/ld+json', 'text/template'];

/** What a page runs: hashes of its inline scripts and addresses of the others, in their order. */
export function scriptsOf(tags: readonly Tag[]): readonly string[] {
  return runningScripts(tags).map(({ attributes, text }) => attributes.src ?? hashOf(text));
}

/** Hash of the tracker when it is what the page runs first; undefined when it is not. */
export function trackerOf(tags: readonly Tag[]): string | undefined {
  const first = runningScripts(tags)[0]?.text;
  return first?.includes('/_tl/events') ? hashOf(first) : undefined;
}

/**
 * The Content-Security-Policy of one page: its own scripts and styles by hash, files of its own
 * origin where it has any, and nothing else. As a header, because `frame-ancestors` has no effect
 * in a meta element. Source: Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.
 *
 * A page with Turnstile names Cloudflare, and goes without trusted types, which that script does not
 * promise to keep: https://developers.cloudflare.com/turnstile/reference/content-security-policy/
 */
export function policyOf(tags: readonly Tag[]): string {
  const all = scriptsOf(tags);
  const scripts = all.filter((script) => script !== TURNSTILE_SCRIPT);
  const cloudflare = scripts.length < all.length ? [TURNSTILE_ORIGIN] : [];
  const frames = [...new Set([...cloudflare, ...embedOrigins(tags)])];
  const styles = tags.filter(({ name }) => name === 'style').map(({ text }) => hashOf(text));
  const hasStyleFile = tags.some(
    ({ name, attributes }) => name === 'link' && words(attributes.rel).includes('stylesheet'),
  );
  return [
    "default-src 'none'",
    `script-src ${sources(
      [...scripts.filter(isHash), ...cloudflare],
      scripts.some((script) => !isHash(script)),
    )}`,
    ...(frames.length > 0 ? [`frame-src ${frames.join(' ')}`] : []),
    `style-src ${sources(styles, hasStyleFile)}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(cloudflare.length > 0
      ? []
      : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
  ].join('; ');
}

/** Origins of the pages of other sites that open inside this one. */
function embedOrigins(tags: readonly Tag[]): readonly string[] {
  return tags.flatMap(({ name, attributes }) =>
    name === 'iframe' && attributes['data-handoff'] ? [attributes['data-handoff']] : [],
  );
}

function runningScripts(tags: readonly Tag[]): readonly Tag[] {
  return tags.filter(
    ({ name, attributes }) => name === 'script' && !DATA_TYPES.includes(attributes.type ?? ''),
  );
}

function sources(hashes: readonly string[], hasFiles: boolean): string {
  const list = [...new Set(hashes), ...(hasFiles ? ["'self'"] : [])];
  return list.length === 0 ? "'none'" : list.join(' ');
}

function isHash(script: string): boolean {
  return script.startsWith("'sha256-");
}

/** Hashes by text: the pages of a site have most of their scripts and styles in common. */
const known = new Map<string, string>();
/** Beyond it the memory would cost more than hashing again. */
const MOST_KNOWN = 500;

function hashOf(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const hash = `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  if (known.size < MOST_KNOWN) known.set(text, hash);
  return hash;
}

/** Words of an attribute that lists them, in lower case. */
export function words(attribute: string | undefined): readonly string[] {
  return (attribute ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
