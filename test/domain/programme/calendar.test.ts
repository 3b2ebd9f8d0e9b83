import { describe, test } from 'vitest';
import { calendarOf, type Lane } from '#experiments/programme/calendar.ts';
import { excludeEachOther } from '#experiments/programme/exclusion.ts';
import { queueOf } from '#experiments/programme/queue.ts';
import type { Known } from '#experiments/programme/record.ts';
import { leads } from '../report/builders.ts';
import { aDraft, aKnown, aLook, changing } from './builders.ts';

/** A Wednesday; its week begins on Monday, 23 November. */
const TODAY = '2026-11-25';
const running = (given: Record<string, unknown> = {}, rest: Partial<Known['record']> = {}) =>
  aKnown(
    { id: 'base', variants: changing('hero.headline'), plan: { visitors: 25_200 }, ...given },
    [{ from: '2026-11-02', days: 23, visitors: [300, 300], converted: [9, 9] }],
    rest,
  );

function laneOf(known: readonly Known[]): Lane {
  const queue = queueOf(known, [leads]);
  const { lanes } = calendarOf(known, queue, { today: TODAY, landings: ['/crm/'] });
  if (!lanes[0]) throw new Error('no lane');
  return lanes[0];
}

describe('the calendar of a landing', () => {
  test('ends a running experiment when its planned visitors are in, in whole weeks', ({
    expect,
  }) => {
    // 25,200 at 600 a day are 42 days: six weeks from Monday, 2 November.
    const { slots, idle } = laneOf([running()]);
    expect(slots).toMatchObject([
      { id: 'base', from: '2026-11-02', to: '2026-12-13', end: 'planned' },
    ]);
    // Three of the thirteen weeks from 23 November on are taken.
    expect(idle).toEqual([{ from: '2026-12-14', to: '2027-02-21', weeks: 10 }]);
  });

  test('queues a draft behind what it cannot run beside, and others at once', ({ expect }) => {
    const apart = aDraft('apart', { variants: changing('faq.title') });
    const same = aDraft('same', { variants: changing('hero.headline') });
    const { slots } = laneOf([running(), apart, same]);
    // 35,016 visitors at 600 a day: 9 weeks. "apart" from next Monday, "same" after "base".
    expect(slots.map(({ id, from, to, after }) => ({ id, from, to, after }))).toEqual([
      { id: 'base', from: '2026-11-02', to: '2026-12-13', after: [] },
      { id: 'apart', from: '2026-11-30', to: '2027-01-31', after: [] },
      { id: 'same', from: '2026-12-14', to: '2027-02-14', after: ['base'] },
    ]);
  });

  test('puts two drafts of one place one after the other, the one with more gain first', ({
    expect,
  }) => {
    const one = aDraft('one', { variants: changing('hero.headline') });
    const score = { impact: 5, confidence: 9, ease: 5 };
    const two = aDraft('two', { variants: changing('hero.headline'), score });
    const { slots } = laneOf([running(), one, two]);
    expect(slots.slice(1).map(({ id, from, to }) => [id, from, to])).toEqual([
      ['two', '2026-12-14', '2027-02-14'],
      ['one', '2027-02-15', '2027-04-18'],
    ]);
  });

  test('waits for the startAt of a draft', ({ expect }) => {
    const late = aDraft('late', { variants: changing('faq.title') });
    const dated = { ...late, record: { ...late.record, startDay: '2026-12-09' } };
    // The first Monday from Wednesday, 9 December.
    expect(laneOf([running(), dated]).slots[1]).toMatchObject({ from: '2026-12-14' });
  });

  test('gives no place behind an end that nobody knows', ({ expect }) => {
    const same = aDraft('same', { variants: changing('hero.headline') });
    const { slots, unplaced, idle } = laneOf([running({}, { state: 'paused' }), same]);
    expect(slots).toMatchObject([{ id: 'base', to: null, end: 'paused' }]);
    expect(unplaced).toMatchObject([{ id: 'same', reason: 'waits-for-ever', after: ['base'] }]);
    expect(idle).toEqual([]);
  });

  test('keeps what is decided or overdue until Sunday', ({ expect }) => {
    const look = aLook({ kind: 'better' }, '2026-11-24');
    const overdue = running({ plan: { visitors: 1_000 } });
    expect(laneOf([running({}, { look })]).slots).toMatchObject([
      { to: '2026-11-29', end: 'decided' },
    ]);
    expect(laneOf([overdue]).slots).toMatchObject([{ to: '2026-11-29', end: 'overdue' }]);
    expect(laneOf([running({}, { endDay: '2026-12-01' })]).slots).toMatchObject([
      { to: '2026-12-01', end: 'dated' },
    ]);
  });

  test('says that nobody came, and leaves ended ones out', ({ expect }) => {
    const unseen = aKnown({ id: 'unseen' });
    expect(laneOf([unseen]).slots).toMatchObject([{ to: null, end: 'no-visitors' }]);
    expect(laneOf([running({}, { state: 'ended' })]).slots).toEqual([]);
  });
});

describe('two experiments', () => {
  const exclude = (a: Record<string, unknown>, b: Record<string, unknown>) =>
    excludeEachOther(
      aDraft('a', { variants: changing('hero.headline'), ...a }).experiment,
      aDraft('b', { variants: changing('hero.headline'), ...b }).experiment,
    );

  test('exclude each other where they write to one place of one landing', ({ expect }) => {
    expect(exclude({}, {})).toBe(true);
    expect(exclude({}, { pages: ['/offer/'] })).toBe(false);
    expect(exclude({}, { variants: changing('hero.lead') })).toBe(false);
    expect(exclude({}, { variants: changing('hero') })).toBe(true);
    expect(exclude({}, { status: 'ended' })).toBe(false);
  });

  test('of one group run together on parts of their own', ({ expect }) => {
    const part = (from: number, until: number) => ({ group: 'g', groupRangeBp: [from, until] });
    expect(exclude(part(0, 5_000), part(5_000, 10_000))).toBe(false);
    expect(exclude(part(0, 6_000), part(5_000, 10_000))).toBe(true);
  });

  test('exclude each other where one shows a whole page', ({ expect }) => {
    const page = {
      variants: [
        { id: 'control', weightBp: 5_000 },
        { id: 'short', weightBp: 5_000, page: '/crm-short/' },
      ],
    };
    const same = {
      variants: [
        { id: 'first', weightBp: 5_000 },
        { id: 'second', weightBp: 5_000 },
      ],
    };
    expect(exclude(page, {})).toBe(true);
    expect(exclude({}, page)).toBe(true);
    expect(exclude(page, same)).toBe(false);
  });
});
