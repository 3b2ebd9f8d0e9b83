import type { Control } from './control.ts';
import { allowedErrors, faultsOf } from './gate.ts';
import { calledOf, exaggerationOf, medianOf, percent, RULE_WORDS } from './lines.ts';
import type { Row } from './study.ts';

/** The table of a full run as Markdown, with what made it. */
export function figuresTable(
  {
    rows,
    pooled,
    controls,
  }: {
    readonly rows: readonly Row[];
    readonly pooled: Row;
    readonly controls: readonly Control[];
  },
  run: { readonly repetitions: number; readonly seed: string; readonly seconds: number },
): string {
  const bad = rows.filter((row) => faultsOf(row).length > 0).length;
  const settled =
    bad === 0
      ? `All ${rows.length} rows keep to it.`
      : `**${bad} of ${rows.length} rows do not, and are set in bold.**`;
  const today = new Date().toISOString().slice(0, 10);
  return [
    '## How often the verdict errs when it is watched daily',
    '',
    `Made by \`npm run simulate -- --full --write\` on ${today}: ${count(run.repetitions)} histories without an effect (A/A) and as many with the planted one per row, seed ${run.seed}, ${run.seconds} s. Each day is a look, and the first call ends a history. A rule of level 5 % may call at most ${percent(allowedErrors(run.repetitions), 2)} of the A/As (three Monte Carlo errors more). ${settled}`,
    '',
    '- **A/A called**: anything was ever called better or worse, ± Monte Carlo error in points.',
    '- **Power**: the planted effect was called in its direction. **Median look**: by then half were.',
    '- **Covered**: the interval at the end, called or not, holds the planted lift.',
    '- **Exaggeration**: median estimate at the call, as a multiple of the planted lift. Plan with the low end of the interval.',
    '',
    ...HEAD,
    ...rows.map(rowOf),
    '',
    '“Conversions” is the lift of the report: the sequence of the log ratio, exact limits below five conversions. “Decision” is every condition together: split check, whole weeks, closed windows. Revenue: 3 % of the visitors buy, orders are lognormal; capped means at the 99.5th percentile.',
    '',
    'Negative controls: rules that are known to err must be seen erring, else the simulation is broken.',
    '',
    '| wrong on purpose | looks | A/A called | theory |',
    '|---|---:|---:|---:|',
    ...controls.map(
      ({ looks, simulated, expected, error }) =>
        `| z test at every look | ${looks} | ${percent(simulated)} ± ${(error * 100).toFixed(1)} | ${percent(expected)} |`,
    ),
    `| epochs pooled while weights and base rate move (${pooled.setting.name}) | ${pooled.setting.looks} | ${calledOf(pooled.aa)} | |`,
  ].join('\n');
}

const HEAD = [
  '| rule | setting | looks | visitors a day | A/A called | planted | power | median look | covered | exaggeration |',
  '|---|---|---:|---:|---:|---:|---:|---:|---:|---:|',
];

function rowOf(row: Row): string {
  const { setting, aa, ab } = row;
  const cells = [
    RULE_WORDS[setting.rule],
    setting.name,
    String(setting.looks),
    count(setting.perDay),
    calledOf(aa),
    `+${percent(setting.lift, 0)}`,
    percent(ab.right, 0),
    medianOf(ab, setting.looks),
    percent(ab.covered),
    exaggerationOf(ab),
  ];
  const marked = faultsOf(row).length > 0 ? cells.map((cell) => `**${cell}**`) : cells;
  return `| ${marked.join(' | ')} |`;
}

function count(value: number): string {
  return value.toLocaleString('en').replaceAll(',', ' ');
}
