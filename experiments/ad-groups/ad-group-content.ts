import { applyChange, type ChangeFault } from '../definition/experiment/change.ts';
import { issueFaults } from '../definition/faults/issue-fault.ts';
import type { Problem } from '../definition/faults/problem.ts';
import { childValue } from '../definition/faults/schema-shape.ts';
import { type Landing, landingSchema } from '../definition/landing/landing.ts';
import { type AdGroupRow, type AdGroupText, adGroupProblem, valuesOf } from './read-ad-groups.ts';

export type AdGroupContent =
  | { readonly ok: true; readonly landing: Landing }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The page of a line: its landing with the line's texts, by the rules of a variant's change. A list
 * of texts takes its entries from the cell, separated by "|". Forms and thanks stay the landing's.
 */
export function adGroupContent(parent: Landing, row: AdGroupRow, path: string): AdGroupContent {
  const { thanks: _thanks, ...shared } = parent;
  const page: Landing = { ...shared, path, parent: parent.path, index: false };
  const ofPage = row.texts.filter(({ column }) => !column.key.includes('.'));
  const ofSections = row.texts.filter(({ column }) => column.key.includes('.'));
  const problems = ofPage.flatMap((text) => pageTextFaults(row, text));
  const texts = Object.fromEntries(ofPage.map(({ column, text }) => [column.key, text]));
  const change = Object.fromEntries(
    ofSections.map(({ column, text }) => [column.key, contentOf(parent, column.key, text)]),
  );
  const changed = applyChange({ ...page, ...(problems.length > 0 ? {} : texts) }, change);
  if (changed.ok && problems.length === 0) return changed;
  const faults = changed.ok ? [] : changed.faults.map((fault) => sectionFault(row, parent, fault));
  return { ok: false, problems: [...problems, ...faults] };
}

const TEXT_SCHEMAS = {
  title: landingSchema.shape.title,
  description: landingSchema.shape.description,
};

function pageTextFaults(row: AdGroupRow, { column, text }: AdGroupText): readonly Problem[] {
  const schema = TEXT_SCHEMAS[column.key === 'title' ? 'title' : 'description'];
  return (schema.safeParse(text).error?.issues ?? []).flatMap((issue) =>
    issueFaults(schema, text, issue).map(({ fault }) => adGroupProblem(row.line, column, fault)),
  );
}

function sectionFault(
  row: AdGroupRow,
  parent: Landing,
  { key, rest, fault }: ChangeFault,
): Problem {
  const column = row.texts.find((text) => text.column.key === key)?.column ?? null;
  // The page has no address yet for the person who writes it: its landing has.
  const wrong = fault.wrong.replace(`${parent.path}${row.slug}/`, parent.path);
  const entry = typeof rest[0] === 'number' ? `entry ${rest[0] + 1} ` : '';
  return adGroupProblem(row.line, column, { ...fault, wrong: `${entry}${wrong}` });
}

/** The cell as the page holds it: entries where the landing has a list of texts, else the text. */
function contentOf(parent: Landing, key: string, text: string): unknown {
  const [sectionId, ...steps] = key.split('.');
  const section: unknown = parent.sections.find(({ id }) => id === sectionId);
  const held = steps.reduce<unknown>(childValue, section);
  const isList = Array.isArray(held) && held.every((entry) => typeof entry === 'string');
  return isList ? valuesOf(text) : text;
}
