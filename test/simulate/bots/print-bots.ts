import type { BotsOptions } from '../options.ts';
import { FILTERS } from './filters.ts';
import { CHI_SQUARE_ALARM, VISITORS, type Watched, watchBots } from './watch-bots.ts';

/** Worlds of the control that sends programs to one variant: it cannot be missed. */
const CONTROL_WORLDS = 20;

/**
 * Plays A/A worlds of people and programs through the classifier and says how often each set of
 * rules finds what is not there; whether all keep their promises and the wrong ways break them.
 */
export function printBots(
  { repetitions, seed }: BotsOptions,
  say: (line: string) => void,
): boolean {
  const start = performance.now();
  say(
    `${repetitions} worlds of ${VISITORS} visitors, seed ${seed}: both variants are the same page.`,
  );
  const { watched, caught } = watchBots({ worlds: repetitions, seed });
  say('\nLeft out by the newest rules:');
  for (const { kind, leftOut } of caught) say(`  ${kind.name}: ${percent(leftOut)}`);
  say('\nFound where nothing is:');
  const rules = watched.slice(0, FILTERS.length);
  for (const row of rules) say(line(row));
  say('\nWrong on purpose:');
  for (const row of watched.slice(FILTERS.length)) say(line(row));
  const forced = watchBots({ worlds: CONTROL_WORLDS, seed, controlForKnown: true }).watched[0];
  if (forced) say(line({ ...forced, name: 'known programs get the control, nobody left out' }));
  const sound =
    rules.every(keepsPromises) &&
    watched.slice(FILTERS.length).every(breaksThem) &&
    forced?.gate === CONTROL_WORLDS;
  say(
    `\n${sound ? 'All promises hold' : 'A promise is broken'}; ${Math.round((performance.now() - start) / 1_000)} s.`,
  );
  return sound;
}

/** Standard errors beyond which chance is no excuse: one in a thousand. */
const BEYOND_CHANCE = 3.1;
const atMost = (share: number, worlds: number) =>
  share + BEYOND_CHANCE * Math.sqrt((share * (1 - share)) / worlds);

/** A winner in at most 5 % of worlds, the split's alarms as rare as they say. */
export function keepsPromises({ worlds, verdict, zTest, gate, chiSquare }: Watched): boolean {
  return (
    verdict <= atMost(0.05, worlds) &&
    zTest <= atMost(0.05, worlds) &&
    gate / worlds <= atMost(0.01, worlds) &&
    chiSquare / worlds <= atMost(CHI_SQUARE_ALARM, worlds)
  );
}

/** A result in almost every world, and not by a hair. */
export function breaksThem({ verdict, medianZ }: Watched): boolean {
  return verdict >= 0.9 && medianZ < 1e-6;
}

function line(row: Watched): string {
  const { name, verdict, zTest, gate, chiSquare, worlds, medianZ, medianSplit } = row;
  return `  ${name}: a winner or loser at any look ${percent(verdict)}, z test at the end ${percent(zTest)} (middle p ${p(medianZ)}); split: gate ${gate} of ${worlds}, chi-square below 0.001 ${chiSquare} (middle p ${p(medianSplit)})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function p(value: number): string {
  return value < 0.001 ? value.toExponential(0) : value.toFixed(2);
}
