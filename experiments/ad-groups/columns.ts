import { nearest } from '../definition/faults/nearest.ts';
import { type Fault, listText } from '../definition/faults/problem.ts';

/** Where the pages per ad group are written, from the project's root. */
export const AD_GROUPS_FILE = 'site/ad-groups.csv';

/** Columns that say where a page is and which ads lead to it. */
const PLACES = ['parent', 'slug', 'platform'] as const;
/** Texts of the page that stand in no section. */
const PAGE_TEXTS: readonly string[] = ['title', 'description'];

/** Parameters that ad platforms and our own links send; others are written with a "?" in front. */
const PARAMETERS: readonly string[] = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'utm_id',
  'adgroup',
  'adgroupid',
  'creative',
  'matchtype',
  'network',
  'device',
  'placement',
  'gad_source',
  'gad_campaignid',
  'gad_adgroupid',
];

/** What the cells of a column are. */
export type AdGroupColumn = {
  /** From 1, in the file. */
  readonly number: number;
  /** As the first line has it. */
  readonly name: string;
} & (
  | { readonly kind: (typeof PLACES)[number] }
  /** A text of the page: `hero.headline`, `title`. */
  | { readonly kind: 'text'; readonly key: string }
  /** Values of a parameter that pick the page. */
  | { readonly kind: 'pick'; readonly parameter: string }
);

export type ReadColumns =
  | { readonly ok: true; readonly columns: readonly AdGroupColumn[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** The columns of a first line; refuses unknown names, a name twice, and a file without pages. */
export function readColumns(cells: readonly string[]): ReadColumns {
  const columns: AdGroupColumn[] = [];
  const faults: Fault[] = [];
  cells.forEach((name, index) => {
    const column = columnOf(name, index + 1);
    if (cells.indexOf(name) < index) {
      faults.push({ wrong: `column ${index + 1}, "${name}", is there twice` });
    } else if (column === null) faults.push(unknownColumn(name, index + 1));
    else columns.push(column);
  });
  const missing = ['parent', 'slug'].filter((name) => !cells.includes(name));
  if (missing.length > 0) faults.push({ wrong: `has no column ${listText(missing, 'and')}` });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, columns };
}

/** A column as complaints name it: `hero.headline (column 4)`. */
export function columnText({ name, number }: Pick<AdGroupColumn, 'name' | 'number'>): string {
  return `${name} (column ${number})`;
}

function columnOf(name: string, number: number): AdGroupColumn | null {
  const place = PLACES.find((one) => one === name);
  if (place !== undefined) return { number, name, kind: place };
  if (PAGE_TEXTS.includes(name)) return { number, name, kind: 'text', key: name };
  if (PARAMETERS.includes(name)) return { number, name, kind: 'pick', parameter: name };
  const other = /^\?([\w.~-]{1,60})$/.exec(name)?.[1];
  if (other !== undefined) return { number, name, kind: 'pick', parameter: other };
  return /^[a-z][a-z0-9-]*(\.[A-Za-z][A-Za-z0-9]*)+$/.test(name)
    ? { number, name, kind: 'text', key: name }
    : null;
}

function unknownColumn(name: string, number: number): Fault {
  const close = nearest(name, [...PLACES, ...PAGE_TEXTS, ...PARAMETERS]);
  return {
    wrong: `column ${number} is "${name}"`,
    allowed: `${listText(PLACES, 'and')}; texts as section.key (hero.headline), title and description; parameters that pick the page (${PARAMETERS.join(', ')}), any other with a "?" in front`,
    ...(close === undefined ? {} : { nearest: close }),
  };
}
