import { htmlText } from '#experiments/contract/html-text.ts';
import type { NamedWord } from '#experiments/contract/page-marks.ts';
import { KEYWORD_SLOT } from '#experiments/definition/keyword/keyword-places.ts';

const TOKEN = new RegExp(
  [
    '<!--[\\s\\S]*?-->',
    // Raw text: no entity is read in it, so that no escaping makes a keyword safe.
    '<(?<raw>script|style|textarea|iframe|noembed|noframes|xmp|plaintext)\\b(?:[^>"\']|"[^"]*"|\'[^\']*\')*>[\\s\\S]*?</\\k<raw>',
    '<(?<name>[a-z][^\\s/>]*)(?<attributes>(?:[^>"\']|"[^"]*"|\'[^\']*\')*)>',
  ].join('|'),
  'gi',
);
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

/** Attributes that are read to people. A page's description and its titles for links are `content`. */
const READ_ATTRIBUTES: readonly string[] = ['alt', 'title', 'placeholder', 'label'];
const READ_META = /^(description|(og|twitter):(title|description|image:alt))$/i;

/** Whether a page has what may be a keyword slot: most have none. */
export function mayHoldSlots(html: string): boolean {
  return html.includes('((') && html.search(KEYWORD_SLOT) >= 0;
}

/**
 * Keyword slots of a page where text is no text to a browser: in scripts, addresses, names. In
 * sentences; empty when each slot stands between tags, in the title or in an attribute that is read
 * to people. The landing's own check has named file and line of what it could see.
 */
export function keywordPlaceFaults(html: string): readonly string[] {
  if (!mayHoldSlots(html)) return [];
  const names = declaredNames(html);
  const slotsIn = (text: string) =>
    [...text.matchAll(KEYWORD_SLOT)]
      .filter(([, name = '']) => names.includes(name))
      .map(([slot]) => slot);
  const faults: string[] = [];
  for (const { 0: whole, groups = {} } of html.matchAll(TOKEN)) {
    const { raw, name, attributes } = groups;
    if (raw !== undefined) {
      faults.push(...slotsIn(whole).map((slot) => `${slot} stands in a <${raw}>; ${NEEDED}`));
    } else if (name !== undefined && attributes !== undefined && slotsIn(attributes).length > 0) {
      faults.push(...attributeFaults(name.toLowerCase(), attributes, slotsIn));
    }
  }
  return [...faults, ...unfilled(html, names)];
}

const NEEDED = 'keyword slots fill texts only';

function declaredNames(html: string): readonly string[] {
  const mark = /<!--tl:keywords (.*?)-->/.exec(html)?.[1];
  return (JSON.parse(mark ?? '[]') as NamedWord[]).map(({ name }) => name);
}

function attributeFaults(
  tag: string,
  source: string,
  slotsIn: (text: string) => readonly string[],
): readonly string[] {
  const attributes = [...source.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => ({
    name: name.toLowerCase(),
    value,
  }));
  const meta = attributes.find(({ name }) => name === 'name' || name === 'property')?.value ?? '';
  return attributes.flatMap(({ name, value }) =>
    slotsIn(`${name}${value}`).flatMap((slot) => {
      const isRead =
        READ_ATTRIBUTES.includes(name) ||
        /^aria-(label|description|roledescription|valuetext)$/.test(name) ||
        (tag === 'meta' && name === 'content' && READ_META.test(meta.replace(/^["']|["']$/g, '')));
      const isQuoted = /^["']/.test(value);
      return isRead && isQuoted ? [] : [`${slot} stands in ${name} of <${tag}>; ${NEEDED}`];
    }),
  );
}

/** Slots of no declared name: a page may have texts that no check of its content has seen. */
function unfilled(html: string, names: readonly string[]): readonly string[] {
  const text = html.replace(TOKEN, ' ');
  return [...text.matchAll(KEYWORD_SLOT)].flatMap(([slot, name = '']) =>
    slot === `((${name}))` && names.includes(name)
      ? []
      : [`${htmlText(slot)} is no keyword slot of its landing`],
  );
}
