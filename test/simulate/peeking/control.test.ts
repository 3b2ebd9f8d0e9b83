import { describe, test } from 'vitest';
import { naiveControl } from './control.ts';
import { faultsOf } from './gate.ts';
import { pooledSetting } from './settings/epochs.ts';
import { studyRow } from './study.ts';

describe('the simulator sees rules err that are known to err', () => {
  test.for([
    { looks: 5, published: 0.142 },
    { looks: 20, published: 0.248 },
    { looks: 100, published: 0.374 },
  ])('a z test at $looks looks, as often as published', ({ looks, published }, { expect }) => {
    const control = naiveControl(looks, { repetitions: 3_000, seed: '2026' });
    expect(control.expected).toBeCloseTo(published, 3);
    expect(control).toMatchObject({ sound: true });
  });

  test('epochs pooled while weights and base rate move', ({ expect }) => {
    const row = studyRow(pooledSetting, { repetitions: 200, seed: '2026' });
    expect(row.aa.called).toBeGreaterThan(0.3);
    expect(faultsOf(row)).not.toEqual([]);
  });
});
