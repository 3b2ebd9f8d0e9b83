import { test } from 'vitest';
import { FILTERS } from './filters.ts';
import { breaksThem, keepsPromises } from './print-bots.ts';
import { watchBots } from './watch-bots.ts';

const WORLDS = 60;

test('no set of bot rules makes a winner or an uneven split out of nothing', { timeout: 60_000 }, ({
  expect,
}) => {
  const { watched, caught } = watchBots({ worlds: WORLDS, seed: '2026' });
  for (const row of watched.slice(0, FILTERS.length)) {
    expect(keepsPromises(row), JSON.stringify(row)).toBe(true);
  }
  // A filter by what visitors did makes one in almost every world.
  for (const row of watched.slice(FILTERS.length)) {
    expect(breaksThem(row), JSON.stringify(row)).toBe(true);
  }
  for (const { kind, leftOut } of caught.filter(({ kind }) => kind.person)) {
    expect(leftOut, kind.name).toBe(0);
  }
  const nameless = caught.find(({ kind }) => kind.name === 'programs without a name');
  expect(nameless?.leftOut).toBe(1);
});

test('programs that are sent to the control show in the split at once', ({ expect }) => {
  const [everybody, , newest] = watchBots({
    worlds: 3,
    seed: '2026',
    controlForKnown: true,
  }).watched;
  expect(everybody?.gate).toBe(3);
  expect(everybody?.medianSplit).toBeLessThan(1e-20);
  // With them left out the split is even again: the two checks beside each other name the fault.
  expect(newest?.gate).toBe(0);
});
