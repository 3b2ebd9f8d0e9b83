import { writeBlock } from '../figures-block.ts';
import type { StudyOptions } from '../options.ts';
import { CONTROL_LOOKS, naiveControl } from './control.ts';
import { figuresTable } from './figures-table.ts';
import { faultsOf } from './gate.ts';
import { controlLine, rowLine } from './lines.ts';
import { guardedSettings } from './settings/all.ts';
import { pooledSetting } from './settings/epochs.ts';
import { type Row, studyRow } from './study.ts';

/**
 * Watches every rule of the verdict under every setting and says how often it errs; whether all
 * keep their promise and the negative controls break theirs.
 */
export function watchRules(
  { repetitions, seed, only, write }: StudyOptions,
  say: (line: string) => void,
): boolean {
  const start = performance.now();
  const chosen = guardedSettings.filter(({ rule, name }) => `${rule} ${name}`.includes(only));
  if (chosen.length === 0) {
    say(`No rule or setting holds the text "${only}".`);
    return false;
  }
  say(`\n${repetitions} repetitions a row, seed ${seed}; each day is a look.`);
  const rows: Row[] = [];
  for (const setting of chosen) {
    const row = studyRow(setting, { repetitions, seed });
    rows.push(row);
    for (const line of [rowLine(row), ...faultsOf(row)]) say(line);
  }
  const pooled = studyRow(pooledSetting, { repetitions, seed });
  say(`\nNegative controls, wrong on purpose:\n${rowLine(pooled)}`);
  const controls = CONTROL_LOOKS.map((looks) => naiveControl(looks, { repetitions, seed }));
  for (const control of controls) say(controlLine(control));
  const seconds = Math.round((performance.now() - start) / 1_000);
  const bad = rows.filter((row) => faultsOf(row).length > 0).length;
  const blind = faultsOf(pooled).length === 0 || controls.some(({ sound }) => !sound);
  say(
    `\n${rows.length} rows in ${seconds} s, ${bad} above their level${blind ? '; a negative control is not as it should be, so nothing here counts' : ''}.`,
  );
  if (write) {
    writeBlock(
      'simulation',
      figuresTable({ rows, pooled, controls }, { repetitions, seed, seconds }),
    );
    say('The table is in site/guide/figures.md.');
  }
  return bad === 0 && !blind;
}
