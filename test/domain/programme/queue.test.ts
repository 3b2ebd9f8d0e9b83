import { describe, test } from 'vitest';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { gainOf } from '#experiments/programme/gain.ts';
import { queueOf } from '#experiments/programme/queue.ts';
import { unplannedSentences } from '#experiments/programme/queue-words.ts';
import { leads } from '../report/builders.ts';
import { aDraft, aKnown } from './builders.ts';

/** 600 visitors a day of whom 3 % convert: 4,200 a week. */
const running = aKnown({ id: 'base' }, [
  { from: '2026-11-01', days: 16, visitors: [300, 300], converted: [9, 9] },
]);
const score = { impact: 3, confidence: 7, ease: 9 };

describe('the gain of a test week', () => {
  test('is weekly visitors × rate × smallest change × chance ÷ weeks', ({ expect }) => {
    const of = { weeklyVisitors: 4_200, baseline: 0.03, atLeast: 0.25, weeks: 8 };
    // 4200 × 0.03 × 0.25 = 31.5; × 0.4 ÷ 8 = 1.575; × 0.1 ÷ 8 = 0.39375
    const own = gainOf({ ...of, score: { impact: 1, confidence: 4, ease: 1 } });
    expect(own.chanceFrom).toBe('confidence');
    expect(own.perTestWeek).toBeCloseTo(1.575, 12);
    const usual = gainOf({ ...of, score: undefined });
    expect(usual).toMatchObject({ chance: 0.1, chanceFrom: 'usual' });
    expect(usual.perTestWeek).toBeCloseTo(0.39375, 12);
  });
});

describe('the queue', () => {
  test('plans each draft from the visitors of its pages, and sorts by gain', ({ expect }) => {
    const queue = queueOf([running, aDraft('unsure'), aDraft('sure', { score })], [leads]);
    expect(queue.map(({ id }) => id)).toEqual(['sure', 'unsure']);
    // 3 %, +25 %, 80 % power, watched: 35,016 visitors; at 600 a day 59 days, 9 weeks.
    expect(queue[0]?.size).toMatchObject({
      ok: true,
      visitors: 35_016,
      weeks: 9,
      weeklyVisitors: 4_200,
      baseline: 0.03,
      atLeast: 0.25,
      measuredOn: 'base',
    });
    const gains = queue.map(({ size }) => (size.ok ? size.perTestWeek : null));
    expect(gains[0]).toBeCloseTo((31.5 * 0.7) / 9, 12);
    expect(gains[1]).toBeCloseTo((31.5 * 0.1) / 9, 12);
  });

  test('puts what cannot be planned below, each with its reason', ({ expect }) => {
    const value = metricSchema.parse({
      ...{ id: 'revenue', label: 'Revenue', type: 'mean', source: 'order', match: 'order' },
      ...{ windowDays: 7, currency: 'EUR' },
    });
    const drafts = [
      aDraft('elsewhere', { pages: ['/offer/'] }),
      aDraft('no-change', { hypothesis: undefined }),
      aDraft('by-value', { primary: 'revenue' }),
      aDraft('tiny', { plan: { mdeBp: 1 } }),
      aDraft('huge', { plan: { mdeBp: 1_000_000 } }),
      aDraft('good'),
    ];
    const queue = queueOf([running, ...drafts], [leads, value]);
    expect(queue.map(({ id, size }) => [id, size.ok ? 'planned' : size.reason])).toEqual([
      ['good', 'planned'],
      ['elsewhere', 'not-measured'],
      ['no-change', 'no-change'],
      ['by-value', 'not-a-share'],
      ['tiny', 'too-many-visitors'],
      ['huge', 'rate-above-one'],
    ]);
    for (const { size } of queue) {
      if (!size.ok) expect(size.sentence).toBe(unplannedSentences[size.reason]);
    }
  });

  test('measures on the winner of an experiment that was ended from the report', ({ expect }) => {
    const ended = aKnown(
      { id: 'base' },
      [{ from: '2026-11-01', days: 16, visitors: [300, 300], converted: [9, 18] }],
      { state: 'ended', winner: 'outcome' },
    );
    const [draft] = queueOf([ended, aDraft('next')], [leads]);
    expect(draft?.size).toMatchObject({ ok: true, baseline: 0.06 });
  });
});
