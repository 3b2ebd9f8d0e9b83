import { nearest } from '../faults/nearest.ts';
import { listText } from '../faults/problem.ts';
import type { Fault } from '../landing/landing-structure.ts';

/** Keys below which no visitor reads: addresses, names, what is posted, what is agreed to. */
const FIXED_PLACES: readonly string[] = [
  'id',
  'type',
  'form',
  'path',
  'href',
  'privacyHref',
  'src',
  'file',
  'name',
  'autocomplete',
  'options',
  'consent',
  'units',
  'keywords',
  'from',
  'until',
];
/** Parts of a landing that are pages of their own, or no text. */
const FIXED_PARTS: readonly string[] = ['thanks', 'after', 'locale', 'timeZone'];

/** A slot in a text: two parentheses around one word, so that ((see below)) is none. */
export const KEYWORD_SLOT = /\(\(\s*([A-Za-z0-9_-]+)\s*\)\)/g;
const BRACED_SLOT = /\{\{\s*([A-Za-z0-9_-]+)\s*\}\}/g;

type Slots = { readonly keywords: readonly { readonly name: string }[] };

/**
 * Slots that nothing fills, or that stand where no text is: in an address, in what a form sends, on
 * the thanks page. Empty when every slot of the landing's texts can be filled.
 */
export function keywordFaults(landing: Slots): readonly Fault[] {
  const names = landing.keywords.map(({ name }) => name);
  const twice = names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: ['keywords', index, 'name'], message: 'the name of another keyword slot' }]
      : [],
  );
  const texts = slottedTexts(landing);
  return [...twice, ...texts.flatMap(({ path, text }) => textFaults(text, path, names))];
}

/** A text, or everything in a value, as those read it who come without a keyword. */
export function withDefaults<Value>(
  value: Value,
  keywords: readonly { readonly name: string; readonly default: string }[],
): Value {
  if (keywords.length === 0) return value;
  const inner: unknown =
    typeof value === 'string'
      ? value.replace(
          KEYWORD_SLOT,
          (slot, name: string) => keywords.find((one) => one.name === name)?.default ?? slot,
        )
      : Array.isArray(value)
        ? value.map((one: unknown) => withDefaults(one, keywords))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value).map(([key, one]) => [key, withDefaults(one, keywords)]),
            )
          : value;
  return inner as Value;
}

function textFaults(text: string, path: Fault['path'], names: readonly string[]): readonly Fault[] {
  const braced = [...text.matchAll(BRACED_SLOT)].map(([, name = '']) => name);
  const slots = [...text.matchAll(KEYWORD_SLOT)];
  return [
    ...braced
      .filter((name) => names.includes(name))
      .map((name) => ({ path, message: `a keyword slot is written ((${name}))` })),
    ...slots.flatMap(([slot, name = '']) => {
      const message = slotFault(slot, name, { path, names });
      return message === undefined ? [] : [{ path, message }];
    }),
  ];
}

function slotFault(
  slot: string,
  name: string,
  { path, names }: { readonly path: Fault['path']; readonly names: readonly string[] },
): string | undefined {
  if (!names.includes(name)) {
    if (names.length === 0) {
      return `no keyword slot is called "${name}"; declare it under keywords, or use single parentheses`;
    }
    const close = nearest(name, names);
    const hint = close === undefined ? '' : `, and the nearest is ((${close}))`;
    return `no keyword slot is called "${name}"; there is ${listText(names, 'and')}${hint}`;
  }
  if (slot !== `((${name}))`) return `a keyword slot is written ((${name})), without spaces`;
  return isFixed(path)
    ? 'a keyword slot fills texts only: not addresses, names, choices, consent or the thanks page'
    : undefined;
}

function isFixed(path: Fault['path']): boolean {
  return (
    FIXED_PARTS.includes(String(path[0])) || path.some((key) => FIXED_PLACES.includes(String(key)))
  );
}

type Text = { readonly path: Fault['path']; readonly text: string };

/** Texts in a value that may hold a slot: few do, and a site may have a thousand pages. */
function slottedTexts(value: unknown): readonly Text[] {
  const texts: Text[] = [];
  const way: (string | number)[] = [];
  const walk = (inner: unknown): void => {
    if (typeof inner === 'string') {
      if (inner.includes('((') || inner.includes('{{')) texts.push({ path: [...way], text: inner });
    } else if (typeof inner === 'object' && inner !== null) {
      const isList = Array.isArray(inner);
      for (const key of Object.keys(inner)) {
        way.push(isList ? Number(key) : key);
        walk((inner as Readonly<Record<string, unknown>>)[key]);
        way.pop();
      }
    }
  };
  walk(value);
  return texts;
}
