import { FORM_COMBINATION_FIELD, FORM_VIEW_FIELD } from '#experiments/contract/forms.ts';
import { SLOT_NAME } from '#experiments/contract/slot-name.ts';
import { TURNSTILE_SCRIPT } from '#experiments/contract/turnstile.ts';
import type { Tag } from './html-tags.ts';
import { words } from './page-policy.ts';

/** What must be true of one page file. */
export type Expected = {
  /** `landing` pages carry the view token; others may. */
  readonly kind: 'landing' | 'thanks' | 'plain';
  readonly key: string;
  /** Address that the page names as its own. */
  readonly canonical: string;
  /** Characters that the longest token needs. */
  readonly slotWidth: number;
  /** Whether site.yaml sets up Turnstile, the one script of somebody else that a page may load. */
  readonly turnstile?: boolean;
};

/** Why a page may not be published, in sentences; empty when it may. */
export function pageFaults(
  html: string,
  tags: readonly Tag[],
  expected: Expected,
): readonly string[] {
  const landing = expected.kind === 'landing' ? landingFaults(html, tags, expected) : [];
  const own = new URL(expected.canonical).origin;
  return [...landing, ...tags.flatMap((tag) => tagFaults(tag, own, expected))];
}

function landingFaults(html: string, tags: readonly Tag[], expected: Expected): readonly string[] {
  const heads = tags.filter(({ name, attributes }) => name === 'meta' && attributes.name === 'tl');
  const slots = html.match(new RegExp(`${SLOT_NAME}~*`, 'g')) ?? [];
  const narrow = slots.find((slot) => slot.length < expected.slotWidth);
  const canonicals = tags.filter(
    ({ attributes: { rel } }) => rel !== undefined && words(rel).includes('canonical'),
  );
  const found = canonicals.map(({ attributes }) => attributes.href ?? '');
  return [
    ...(heads.length === 1 && isSlot(heads[0]?.attributes.content)
      ? []
      : [
          `has ${heads.length} token slots in its head; exactly one <meta name="tl"> must hold one`,
        ]),
    ...(narrow === undefined
      ? []
      : [
          `has a token slot of ${narrow.length} characters; its experiments need ${expected.slotWidth}`,
        ]),
    ...(new Set(slots.map((slot) => slot.length)).size > 1
      ? ['has token slots of different widths']
      : []),
    ...(found.length === 1 && found[0] === expected.canonical
      ? []
      : [
          `names ${found.join(', ') || 'no address'} as canonical; it must be ${expected.canonical}`,
        ]),
    ...formFaults(html, tags, expected.key),
  ];
}

/** Every form that the Worker receives tells it the view and the combination. */
function formFaults(html: string, tags: readonly Tag[], key: string): readonly string[] {
  return tags
    .filter(
      ({ name, attributes }) => name === 'form' && attributes.action?.startsWith('/_tl/forms/'),
    )
    .flatMap((form) => {
      const end = html.indexOf('</form', form.at);
      const inside = tags.filter(({ at }) => at > form.at && at < end);
      const inputValue = (field: string) =>
        inside.find(({ name, attributes }) => name === 'input' && attributes.name === field)
          ?.attributes.value;
      const where = `the form ${form.attributes.action}`;
      return [
        ...(isSlot(inputValue(FORM_VIEW_FIELD))
          ? []
          : [`${where} has no token slot in ${FORM_VIEW_FIELD}`]),
        ...(inputValue(FORM_COMBINATION_FIELD) === key
          ? []
          : [`${where} does not say "${key}" in ${FORM_COMBINATION_FIELD}`]),
      ];
    });
}

function isSlot(value: string | undefined): boolean {
  return value !== undefined && new RegExp(`^${SLOT_NAME}~+$`).test(value);
}

/** Elements whose address the browser loads without being asked to. */
const LOADING: Readonly<Record<string, readonly string[]>> = {
  script: ['src'],
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  iframe: ['src'],
  embed: ['src'],
  object: ['data'],
  video: ['src', 'poster'],
  audio: ['src'],
  track: ['src'],
  use: ['href', 'xlink:href'],
  image: ['href', 'xlink:href'],
  input: ['src', 'formaction'],
  button: ['formaction'],
  form: ['action'],
};
/** Relations of a link element that load nothing. */
const NAMING_RELATIONS: readonly string[] = ['canonical', 'alternate', 'author', 'license'];

function tagFaults(
  { name, attributes, text }: Tag,
  own: string,
  { turnstile = false }: Expected,
): readonly string[] {
  if (!canFail(name, attributes)) return [];
  const handlers = Object.keys(attributes).filter((attribute) => attribute.startsWith('on'));
  const loaded =
    name === 'link'
      ? linkAddresses(attributes)
      : (LOADING[name] ?? []).flatMap((key) => attributes[key] ?? []);
  const inStyle =
    name === 'style'
      ? [...text.matchAll(/(?:url\(|@import)\s*["']?([^"')\s;]+)/g)].map(([, url]) => url ?? '')
      : [];
  return [
    ...('style' in attributes
      ? [`<${name}> has a style attribute, which its policy blocks; use a class`]
      : []),
    ...handlers.map(
      (handler) =>
        `<${name}> has an inline handler ${handler}, which its policy blocks; use a script`,
    ),
    ...[...loaded, ...inStyle]
      .flatMap((value) => value.split(/,\s+/))
      .map((value) => value.trim())
      .filter((value) => isForeign(value, own))
      .filter((value) => !(turnstile && name === 'script' && value === TURNSTILE_SCRIPT))
      .map((value) => `<${name}> loads ${value} from another origin; host it yourself`),
    ...(name === 'base' ? ['<base> is blocked by its policy'] : []),
  ];
}

/** Tags that are written alike share their attributes, in all pages: each is looked through once. */
const looked = new WeakMap<Tag['attributes'], boolean>();

/** Whether a tag loads, runs or styles anything: most of a page's tags do not. */
function canFail(name: string, attributes: Tag['attributes']): boolean {
  const before = looked.get(attributes);
  if (before !== undefined) return before;
  const found =
    name in LOADING ||
    name === 'link' ||
    name === 'style' ||
    name === 'base' ||
    Object.keys(attributes).some((key) => key === 'style' || key.startsWith('on'));
  looked.set(attributes, found);
  return found;
}

function linkAddresses(attributes: Tag['attributes']): readonly string[] {
  const relations = words(attributes.rel);
  const loads = relations.some((relation) => !NAMING_RELATIONS.includes(relation));
  return loads ? [attributes.href ?? '', attributes.imagesrcset ?? ''] : [];
}

function isForeign(value: string, own: string): boolean {
  if (value === '' || value.startsWith('data:')) return false;
  const address = URL.parse(value, `${own}/`);
  return address === null || address.origin !== own;
}
