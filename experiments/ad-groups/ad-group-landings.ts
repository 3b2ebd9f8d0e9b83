import type { Sourced } from '../definition/catalog/definitions.ts';
import { nearestPath } from '../definition/catalog/pages.ts';
import { errorsOf, listText, type Problem, type Source } from '../definition/faults/problem.ts';
import type { Landing } from '../definition/landing/landing.ts';
import { adGroupContent } from './ad-group-content.ts';
import { AD_GROUPS_FILE } from './columns.ts';
import type { PickRule } from './pick.ts';
import { type Picking, pickRulesOf } from './pick-rules.ts';
import {
  type AdGroupRow,
  type AdGroupTable,
  adGroupProblem,
  readAdGroups,
} from './read-ad-groups.ts';

/** What `site/ad-groups.csv` adds to a site. */
export type AdGroups = {
  /** One page per ad group, in the order of the lines. */
  readonly landings: readonly Sourced<Landing>[];
  /** Rules by the path of the landing whose visitors they divide. */
  readonly picks: ReadonlyMap<string, readonly PickRule[]>;
  /** Valid lines, each with the page that it makes or picks. */
  readonly pickings: readonly Picking[];
  readonly problems: readonly Problem[];
};

/**
 * The pages of the file below the landings that people wrote, and how a query picks one. Refuses
 * unknown parents, pages written twice or changing nothing, and rules that two lines share.
 */
export function adGroupsOf(
  text: string | undefined,
  written: readonly Sourced<Landing>[],
  landingsIncomplete: boolean,
): AdGroups {
  const table: AdGroupTable =
    text === undefined ? { columns: [], rows: [], problems: [] } : readAdGroups(text);
  const problems: Problem[] = [...table.problems];
  const parents = written.filter(({ value }) => value.parent === undefined);
  const pages = new Map<string, { readonly line: number; readonly landing: Sourced<Landing> }>();
  const pickings: Picking[] = [];
  for (const row of table.rows) {
    const parent = parents.find(({ value }) => value.path === row.parent);
    if (parent === undefined) {
      if (!landingsIncomplete) problems.push(noParent(row, table, parents));
      continue;
    }
    const path = `${row.parent}${row.slug}/`;
    const before = pages.get(path);
    const faults = before ? furtherLine(row, before.line) : newLine(row);
    problems.push(...faults);
    if (errorsOf(faults).length > 0) continue;
    if (before === undefined) {
      const content = adGroupContent(parent.value, row, path);
      if (!content.ok) {
        problems.push(...content.problems);
        continue;
      }
      const source = sourceOf(row, `${parent.source.stem}-${row.slug}`);
      pages.set(path, { line: row.line, landing: { source, value: content.landing } });
    }
    pickings.push({ row, path });
  }
  const picks = new Map<string, readonly PickRule[]>();
  for (const { value } of parents) {
    const { rules, problems: shared } = pickRulesOf(
      pickings.filter(({ row }) => row.parent === value.path),
    );
    problems.push(...shared);
    if (rules.length > 0) picks.set(value.path, rules);
  }
  return { landings: [...pages.values()].map(({ landing }) => landing), picks, pickings, problems };
}

function noParent(
  row: AdGroupRow,
  { columns }: AdGroupTable,
  parents: readonly Sourced<Landing>[],
): Problem {
  const paths = parents.map(({ value }) => value.path);
  const close = nearestPath(row.parent, paths);
  return adGroupProblem(row.line, columns.find(({ kind }) => kind === 'parent') ?? null, {
    wrong: `no landing is at ${row.parent}`,
    allowed: listText(paths),
    ...(close === undefined ? {} : { nearest: close }),
  });
}

function newLine(row: AdGroupRow): readonly Problem[] {
  if (row.texts.length > 0) return [];
  const wrong = `makes ${row.parent}${row.slug}/ without a text of its own`;
  const allowed = 'at least one text, for example in a column hero.headline';
  return [adGroupProblem(row.line, null, { wrong, allowed })];
}

/** A page may have several lines: the first makes it, the others pick it by other parameters. */
function furtherLine(row: AdGroupRow, first: number): readonly Problem[] {
  const [text] = row.texts;
  if (text === undefined) return [];
  const path = `${row.parent}${row.slug}/`;
  return [
    adGroupProblem(row.line, text.column, {
      wrong: `${path} has its texts in line ${first}`,
      allowed:
        'a slug of its own, or no texts: then this line picks the same page by other parameters',
    }),
  ];
}

function sourceOf({ line }: AdGroupRow, stem: string): Source {
  return { file: AD_GROUPS_FILE, stem, value: null, lineOf: () => line };
}
