import type { Problem } from '../definition/faults/problem.ts';
import { type PickRule, pickKey } from './pick.ts';
import { type AdGroupRow, adGroupProblem } from './read-ad-groups.ts';

/** Most combinations of values that one line may pick its page by. */
const MAX_WAYS = 500;

/** A line with the page that it picks. */
export type Picking = { readonly row: AdGroupRow; readonly path: string };

export type PickRulesOf = {
  readonly rules: readonly PickRule[];
  readonly problems: readonly Problem[];
};

/**
 * The rules of one landing, the most specific first: more parameters before fewer, and of as many
 * the rule whose parameter stands further left in the file. Refuses two lines that the same query
 * would pick by the same parameters.
 */
export function pickRulesOf(pickings: readonly Picking[]): PickRulesOf {
  const groups = new Map<
    string,
    { readonly columns: readonly number[]; readonly rule: Building }
  >();
  const problems: Problem[] = [];
  for (const { row, path } of pickings) {
    if (row.picks.length === 0) continue;
    const parameters = row.picks.map(({ column }) => column.parameter);
    const name = parameters.join(' ');
    const columns = row.picks.map(({ column }) => column.number);
    const group = groups.get(name) ?? { columns, rule: { parameters, lines: new Map() } };
    groups.set(name, group);
    const ways = row.picks.reduce((product, { values }) => product * values.length, 1);
    if (ways > MAX_WAYS) {
      problems.push(tooManyWays(row, ways));
      continue;
    }
    problems.push(...claim(group.rule, { row, path }));
  }
  const ordered = [...groups.values()].sort(bySpecificity);
  return {
    rules: ordered.map(({ rule: { parameters, lines } }) => ({
      parameters,
      pages: Object.fromEntries([...lines].map(([key, { path }]) => [key, path])),
    })),
    problems,
  };
}

type Building = { readonly parameters: readonly string[]; readonly lines: Map<string, Picking> };

function claim({ lines }: Building, { row, path }: Picking): readonly Problem[] {
  const [first] = row.picks;
  let taken: { readonly by: Picking; readonly values: readonly string[] } | undefined;
  for (const values of everyWay(row.picks.map((pick) => pick.values))) {
    const key = pickKey(values);
    const by = lines.get(key);
    if (by === undefined) lines.set(key, { row, path });
    else if (by.row !== row) taken ??= { by, values };
  }
  if (taken === undefined || first === undefined) return [];
  const query = row.picks
    .map(({ column }, index) => `${column.parameter}=${taken.values[index]}`)
    .join('&');
  return [
    adGroupProblem(row.line, first.column, {
      wrong: `${query} picks ${taken.by.path} in line ${taken.by.row.line} already`,
      allowed: 'values of its own, or one more parameter: the line with more of them wins',
    }),
  ];
}

function tooManyWays(row: AdGroupRow, ways: number): Problem {
  const factors = row.picks.map(({ values }) => values.length).join(' × ');
  return adGroupProblem(row.line, row.picks[0]?.column ?? null, {
    wrong: `picks its page in ${factors} = ${ways} ways`,
    allowed: `at most ${MAX_WAYS}: leave a parameter out, or divide the line`,
  });
}

/** One value of each list, in every combination. */
function everyWay(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (ways, values) => ways.flatMap((way) => values.map((value) => [...way, value])),
    [[]],
  );
}

type Ordered = { readonly columns: readonly number[] };

function bySpecificity(one: Ordered, other: Ordered): number {
  if (one.columns.length !== other.columns.length) return other.columns.length - one.columns.length;
  const at = one.columns.findIndex((number, index) => number !== other.columns[index]);
  return at < 0 ? 0 : (one.columns[at] ?? 0) - (other.columns[at] ?? 0);
}
