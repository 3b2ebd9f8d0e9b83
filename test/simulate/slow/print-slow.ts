import type { SlowOptions } from '../options.ts';
import { harmful, harmless, negativeControl } from './setting.ts';
import { type Watched, watchSlow } from './watch-slow.ts';

/** What is promised of late stages. */
const KEPT_UNTIL_DAY_14 = 0.95;
const CALLED_IN_TIME = 0.8;

/**
 * Watches deals that close later than they used to, with and without a loss, and says how often the
 * decision errs; whether it keeps its promises and the negative control breaks them.
 */
export function printSlow(options: SlowOptions, say: (line: string) => void): boolean {
  const start = performance.now();
  say(`${options.repetitions} histories a row, seed ${options.seed}; each day is a look.`);
  say('\nSlower, nothing lost (56 days of visitors, looks until the last window is over):');
  const kept = harmless.map((setting) => watchSlow(setting, options));
  for (const row of kept) {
    say(
      `  ${row.setting.name}: no loss called by day 14 in ${percent(1 - row.lostByDay14)}, ever in ${percent(1 - row.lost)}; called better in ${percent(row.better)}.`,
    );
  }
  say('\nSlower, and 30 % fewer qualified leads per visitor:');
  const lost = harmful.map((setting) => watchSlow(setting, options));
  for (const row of lost) say(`  ${row.setting.name}: ${lossWords(row)}`);
  say('\nNegative control, wrong on purpose:');
  const open = watchSlow(negativeControl, { ...options, until: 14 });
  say(`  ${open.setting.name}: a loss called by day 14 in ${percent(open.lostByDay14)}.`);
  const sound =
    kept.every(({ lostByDay14 }) => 1 - lostByDay14 >= KEPT_UNTIL_DAY_14) &&
    lost.every((row) => row.lost >= CALLED_IN_TIME) &&
    1 - open.lostByDay14 < KEPT_UNTIL_DAY_14;
  const seconds = Math.round((performance.now() - start) / 1_000);
  say(`\n${sound ? 'All promises hold' : 'A promise is broken'}; ${seconds} s.`);
  return sound;
}

function lossWords({ setting, lost, lostByDay14, medianDay }: Watched): string {
  const when = medianDay === null ? '' : `, half of them by day ${medianDay}`;
  return `called lost by day ${setting.days + setting.windowDays}, when the last window is over, in ${percent(lost)}${when}; by day 14 in ${percent(lostByDay14)}.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
