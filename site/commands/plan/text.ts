import { planYaml } from '#experiments/planning/plan-lines.ts';
import type { Plan } from '#experiments/planning/plan-of.ts';
import { planSentences, visitorsWords } from '#experiments/planning/plan-sentences.ts';
import type { PlanWords } from '#experiments/planning/plan-words.ts';
import type { PlannedSize } from '#experiments/planning/planned-size.ts';

/** What stands around the numbers of a plan. */
export type Frame = {
  /** First line; null without an experiment. */
  readonly heading: string | null;
  readonly remarks: readonly string[];
  /** Sentence above the lines to paste. */
  readonly paste: string;
  readonly words: PlanWords;
};

/** A plan for a terminal: the answer, the table, what other times would show, lines to paste. */
export function planText(plan: Plan, { heading, remarks, paste, words }: Frame): string {
  const { answer, price, shared, twoWeeks } = planSentences(plan, words);
  const blocks = [
    heading,
    answer,
    table(sizeRows(plan, words)),
    [price, shared, twoWeeks].filter((sentence) => sentence !== null).join('\n'),
    `What can be found with ${words.count(plan.perDay)} ${visitorsWords(plan.question.share)} a day:`,
    table(reachRows(plan, words)),
    remarks.join('\n'),
    paste,
    planYaml(plan),
  ];
  return blocks.filter((block) => block !== null && block !== '').join('\n\n');
}

function sizeRows(
  { oneLook, alwaysValid }: Plan,
  words: PlanWords,
): readonly (readonly string[])[] {
  const row = (name: string, { perVariant, total, pair, weeks }: PlannedSize) => [
    name,
    (new Set(perVariant).size === 1 ? perVariant.slice(0, 1) : perVariant)
      .map(words.count)
      .join(' / '),
    words.count(total),
    words.count(pair),
    words.count(weeks),
  ];
  return [
    ['Visitors', 'per variant', 'in total', 'control + one', 'weeks'],
    row('read daily', alwaysValid),
    row('one look at the end', oneLook),
  ];
}

function reachRows({ reach }: Plan, words: PlanWords): readonly (readonly string[])[] {
  const change = (size: number | null): string => (size === null ? 'nothing' : words.atLeast(size));
  return [
    ['in', 'visitors', 'read daily', 'one look at the end'],
    ...reach.map(({ weeks, visitors, alwaysValid, oneLook }) => [
      `${weeks} weeks`,
      words.count(visitors),
      change(alwaysValid),
      change(oneLook),
    ]),
  ];
}

/** Columns under each other: the first to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number): number =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column)),
        )
        .join('   '),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}
