import { beforeAll, describe, test } from 'vitest';
import type { Look } from '#experiments/contract/look.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { stateOf } from '#experiments/report/decision/state.ts';
import { numberWords } from '#experiments/report/lift/number-words.ts';
import { load, SITE_FILE } from '#site/build/load.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { countsOfWrites } from '#test/seed/counts-of-writes.ts';
import { playState } from '#test/seed/play-state.ts';
import { type DemoState, STATES } from '#test/seed/states.ts';

const words = numberWords('en');
const MORNING = Date.UTC(2026, 10, 23, 9);
/** Another weekday, in summer time. */
const ANOTHER = Date.UTC(2027, 6, 3, 9);

let catalog: Catalog;
beforeAll(async () => {
  process.env.TRUELIFT_MORE = 'test/seed/more';
  const compiled = await load(ROOT);
  delete process.env.TRUELIFT_MORE;
  if (!compiled.ok) throw new Error(`${SITE_FILE} and what belongs to it cannot be read`);
  catalog = { builtAt: 0, ...compiled.catalog };
});

/** What the report says on a morning, from the rows of the demo. */
function readOn(now: number, state: DemoState) {
  const experiment = catalog.experiments.find(({ id }) => id === state.experimentId);
  if (!experiment) throw new Error(`no experiment ${state.experimentId}`);
  const today = now - (now % 86_400_000);
  const counts = countsOfWrites(playState(catalog, state, { today, now }));
  const day = addDays(new Date(today).toISOString().slice(0, 10), -1);
  const metrics = catalog.metrics;
  const decided = decide(experiment, counts, { metrics, day });
  const look: Look = { ...decided, takenAt: now, watermark: { exposure: 1, conversion: 1 } };
  const visitors = counts.exposures.reduce((sum, row) => sum + row.visitors, 0);
  return stateOf(experiment, { look, visitors }, { metrics, words });
}

describe('every state of a report is in the demo, on any date', () => {
  const expected: Readonly<Record<keyof typeof STATES, readonly [code: string, says: RegExp]>> = {
    empty: ['no-data', /^No visitors yet/],
    young: ['first-look', /^The first look/],
    'low-traffic': ['undecided', /./],
    undecided: ['undecided', /^No decision yet/],
    'ahead-wait': ['ahead', /is ahead: at least .* wait until/],
    worse: ['worse', /^Worse than control/],
    better: ['better', /is better: at least/],
    flat: ['no-difference', /ruled out; choose on cost/],
    srm: ['withheld', /^Do not read: the split is/],
    ended: ['ended', /^Ended\. Winner on record: “hour”/],
    'ended-worse': ['ended', /^Ended\. Winner on record: “control”.*Worse than control/],
    bandit: ['undecided', /^No decision yet: “pumps” anywhere from/],
    revenue: ['better', /is better: at least/],
    'not-randomised': ['better', /^Not randomised by us\. “dates” is better: at least/],
    pooled: ['better', /is better: at least/],
  };
  for (const [name, [code, says]] of Object.entries(expected)) {
    test(name, ({ expect }) => {
      const { code: found, sentence } = readOn(MORNING, STATES[name as keyof typeof STATES]);
      expect(found).toBe(code);
      expect(sentence).toMatch(says);
    });
  }

  test('the same people do the same things, whatever the date', ({ expect }) => {
    // A bandit's weights come from the counts so far: one other deed would move them.
    const [first, second] = [MORNING, ANOTHER].map((now) => readOn(now, STATES.bandit));
    expect(second).toEqual(first);
  });
});
