import { describe, test } from 'vitest';
import { harmful, harmless, negativeControl } from './setting.ts';
import { watchSlow } from './watch-slow.ts';

const SEED = '2026';

describe('a variant whose deals close later, decided every evening', () => {
  for (const setting of harmless) {
    test(`is not called lost by day 14 when nothing is: ${setting.name}`, ({ expect }) => {
      const watched = watchSlow(setting, { repetitions: 40, seed: SEED, until: 14 });
      expect(watched.lostByDay14).toBeLessThanOrEqual(0.05);
    });
  }

  test('would be, if open windows counted', ({ expect }) => {
    const watched = watchSlow(negativeControl, { repetitions: 20, seed: SEED, until: 14 });
    expect(watched.lostByDay14).toBeGreaterThan(0.2);
  });

  for (const setting of harmful) {
    test(`is called lost before the last window is over: ${setting.name}`, { timeout: 30_000 }, ({
      expect,
    }) => {
      expect(watchSlow(setting, { repetitions: 12, seed: SEED }).lost).toBeGreaterThanOrEqual(0.8);
    });
  }
});
