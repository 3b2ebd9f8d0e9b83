import { nearest } from '../definition/faults/nearest.ts';
import { listText, type Problem, problemAt, type Source } from '../definition/faults/problem.ts';
import type { AdLink } from './ad-link.ts';

/** Parameters whose text comes from `site/ads.csv`, so that a naming rule can hold for them. */
const NAMED = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'adgroup',
] as const;

/** Naming rules by parameter, as site.yaml holds them. */
export type Naming = Readonly<Record<string, string>>;

/** What is wrong with the rules themselves: parameters that no link has, patterns that are none. */
export function namingProblems(naming: Naming, site: Pick<Source, 'file' | 'lineOf'>) {
  const source = { ...site, stem: 'site', value: null };
  return Object.entries(naming).flatMap(([parameter, pattern]): readonly Problem[] => {
    const place = ['naming', parameter];
    if (!(NAMED as readonly string[]).includes(parameter)) {
      const close = nearest(parameter, NAMED);
      const fault = { wrong: 'is no parameter of a link', allowed: listText(NAMED) };
      return [problemAt(source, place, close === undefined ? fault : { ...fault, nearest: close })];
    }
    if (patternOf(pattern) !== null) return [];
    return [problemAt(source, place, { wrong: `"${pattern}" is no pattern (regular expression)` })];
  });
}

/** Names of links that are outside the rules, as warnings at their place in the file. */
export function outsideNaming(links: readonly AdLink[], naming: Naming): readonly Problem[] {
  return links.flatMap(({ row, parameters }) =>
    parameters.flatMap(({ name, value }): readonly Problem[] => {
      const rule = 'column' in value ? ruleOutside(naming, name, value.text) : null;
      if (!('column' in value) || rule === null) return [];
      const number = row.columns[value.column];
      return [
        {
          level: 'warning',
          file: row.file,
          line: row.line,
          key: number === 0 ? value.column : `${value.column} (column ${number})`,
          wrong: `${name}=${value.text} is outside the naming convention`,
          allowed: `${rule} (naming.${name} in site/site.yaml)`,
        },
      ];
    }),
  );
}

/** The rule that a parameter's value is outside of; null when it is within, or there is none. */
export function ruleOutside(naming: Naming, parameter: string, value: string): string | null {
  const rule = naming[parameter];
  const pattern = rule === undefined ? null : patternOf(rule);
  return rule === undefined || pattern === null || pattern.test(value) ? null : rule;
}

/** A rule holds for the whole name. Null for what is no regular expression. */
function patternOf(rule: string): RegExp | null {
  try {
    return new RegExp(`^(?:${rule})$`, 'u');
  } catch {
    return null;
  }
}
