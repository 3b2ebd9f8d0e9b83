import { describe, test } from 'vitest';
import { faultsOf } from './gate.ts';
import { decisionSettings } from './settings/decisions.ts';
import { studyRow } from './study.ts';

const REPETITIONS = 120;

describe('decided every evening, an A/A is called better or worse in at most 5 %', () => {
  for (const setting of decisionSettings) {
    test(setting.name, { timeout: 30_000 }, ({ expect }) => {
      expect(faultsOf(studyRow(setting, { repetitions: REPETITIONS, seed: '2026' }))).toEqual([]);
    });
  }
});
