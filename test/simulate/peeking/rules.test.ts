import { describe, test } from 'vitest';
import { faultsOf } from './gate.ts';
import { guardedSettings } from './settings/all.ts';
import { studyRow } from './study.ts';

// The same rows as `npm run simulate -- --full`, with fewer repetitions.
const REPETITIONS = 400;

const lifts = guardedSettings.filter(({ rule }) => rule !== 'decision');

describe('watched daily, an A/A is called in at most 5 % and the planted lift is covered', () => {
  for (const setting of lifts) {
    const { rule, name, looks, landings } = setting;
    test(`${rule}: ${name}, ${looks} looks`, { timeout: 30_000 }, ({ expect }) => {
      const long = looks > 200 || (landings?.length ?? 1) > 10;
      const repetitions = long ? REPETITIONS / 2 : REPETITIONS;
      expect(faultsOf(studyRow(setting, { repetitions, seed: '2026' }))).toEqual([]);
    });
  }
});
