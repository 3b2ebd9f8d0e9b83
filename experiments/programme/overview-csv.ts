import { csvText } from './csv-text.ts';
import type { OverviewLine } from './overview-of.ts';

const COLUMNS = [
  'experiment',
  'title',
  'group',
  'state',
  'sentence',
  'landings',
  'variants',
  'unit',
  'visitors',
  'days',
  'visitors_a_day',
] as const;

/** The list of all experiments as CSV (RFC 4180): one row each, in the order of the page. */
export function overviewCsv(lines: readonly OverviewLine[]): string {
  return csvText(
    COLUMNS,
    lines.map((line) => ({
      experiment: line.id,
      title: line.title,
      group: line.group,
      state: line.code,
      sentence: line.sentence,
      landings: line.landings.join(' '),
      variants: line.variants,
      unit: line.unit,
      visitors: line.visitors,
      days: line.days,
      visitors_a_day: line.pace,
    })),
  );
}
