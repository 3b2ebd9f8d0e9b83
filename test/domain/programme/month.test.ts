import { describe, test } from 'vitest';
import { monthReportOf } from '#experiments/programme/month-of.ts';
import { monthCsv } from '#experiments/programme/programme-csv.ts';
import { isMonth, joinedWeeks, mondayOf, quarterOf } from '#experiments/programme/weeks.ts';
import { leads } from '../report/builders.ts';
import { aKnown, aLook, type Time } from './builders.ts';

const one = (from: string, visitors: number, converted: number): Time => ({
  ...{ from, days: 1, visitors: [visitors, 0], converted: [converted, 0] },
});
const of = (
  month: string,
  rest: Partial<Parameters<typeof monthReportOf>[1]> = {},
): Parameters<typeof monthReportOf>[1] => ({
  month,
  baseline: null,
  metrics: [leads],
  asOf: 0,
  today: '2026-11-25',
  acts: [],
  alerts: [],
  ...rest,
});

describe('the levels of a month', () => {
  // 56 of 70 against 48 of 80: Miettinen & Nurminen's own example, 0.2 with 0.0528 to 0.3382.
  const known = aKnown({ id: 'a' }, [one('2026-08-31', 80, 48), one('2026-10-01', 70, 56)]);

  test('stand against the chosen month, with the limits of their difference', ({ expect }) => {
    const { levels } = monthReportOf([known], of('2026-10', { baseline: '2026-08' }));
    expect(levels).toMatchObject([
      {
        landings: ['/crm/'],
        metric: 'lead',
        now: { visitors: 70, converted: 56, rate: 0.8, experiment: 'a' },
        baseline: { visitors: 80, converted: 48, rate: 0.6 },
      },
    ]);
    expect(levels[0]?.change?.diff).toBeCloseTo(0.2, 12);
    expect(levels[0]?.change?.lower).toBeCloseTo(0.0528, 4);
    expect(levels[0]?.change?.upper).toBeCloseTo(0.3382, 4);
  });

  test('count nobody twice: the experiment with the most visitors tells the month', ({
    expect,
  }) => {
    const smaller = aKnown({ id: 'b' }, [one('2026-10-02', 60, 6), one('2026-08-02', 90, 9)]);
    const { levels } = monthReportOf([known, smaller], of('2026-10', { baseline: '2026-08' }));
    expect(levels.length).toBe(1);
    expect(levels[0]?.now?.experiment).toBe('a');
    expect(levels[0]?.baseline?.experiment).toBe('b');
  });

  test('are missing where nobody was, and say which visitors may still convert', ({ expect }) => {
    const now = aKnown({ id: 'a' }, [one('2026-11-20', 70, 56)]);
    const report = monthReportOf([now], of('2026-11', { baseline: '2026-09' }));
    expect(report.levels).toMatchObject([{ baseline: null, change: null }]);
    // The metric's window is seven days.
    expect(report.openFrom).toBe('2026-11-18');
    expect(monthReportOf([now], of('2026-10')).openFrom).toBeNull();
    expect(monthReportOf([now], of('2026-10')).levels).toEqual([]);
    const look = aLook({ kind: 'withheld', reason: 'srm', refusal: null }, '2026-11-20');
    const doubted = { ...now, record: { ...now.record, look } };
    expect(monthReportOf([doubted], of('2026-11')).levels).toEqual([]);
    const mixed = { ...now, record: { ...now.record, unit: null } };
    expect(monthReportOf([mixed], of('2026-11')).levels).toEqual([]);
  });
});

describe('the decisions of a month', () => {
  const decided = (month: string, kind: 'better' | 'ahead' | 'withheld', firstDay: string) => ({
    ...{ month, kind, firstDay, days: 3, reason: kind === 'withheld' ? 'srm' : null },
  });
  const known = aKnown({ id: 'a', title: 'A title' }, [], {
    decisions: [
      decided('2026-09', 'ahead', '2026-09-20'),
      decided('2026-10', 'withheld', '2026-10-01'),
      decided('2026-10', 'better', '2026-10-09'),
      decided('2026-11', 'better', '2026-11-01'),
    ],
  });

  test('name each first verdict once, in the month of its look, without a lift', ({ expect }) => {
    const verdict = { id: 'a', title: 'A title', day: '2026-10-09', kind: 'better' };
    expect(monthReportOf([known], of('2026-10')).verdicts).toEqual([verdict]);
    expect(monthReportOf([known], of('2026-09')).verdicts).toEqual([]);
    expect(monthReportOf([known], of('2026-11')).verdicts).toEqual([]);
    expect(JSON.stringify(monthReportOf([known], of('2026-10')))).not.toMatch(/lift/);
  });

  test('looks that were withheld are problems of the data', ({ expect }) => {
    const report = monthReportOf([known], of('2026-10'));
    expect(report.withheld).toEqual([
      { id: 'a', title: 'A title', reason: 'srm', firstDay: '2026-10-01', days: 3 },
    ]);
    const lines = monthCsv(report).trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(0, 5))).toEqual([
      ['2026-10', 'verdict', 'a', '2026-10-09', 'better'],
      ['2026-10', 'withheld', 'a', '2026-10-01', 'srm'],
    ]);
  });
});

test('weeks begin on Mondays, join when they follow one another, and months exist', ({
  expect,
}) => {
  expect(['2026-11-23', '2026-11-29', '2026-11-30'].map(mondayOf)).toEqual([
    '2026-11-23',
    '2026-11-23',
    '2026-11-30',
  ]);
  expect(joinedWeeks(['2026-11-23', '2026-11-30', '2026-12-14'])).toEqual([
    { from: '2026-11-23', to: '2026-12-06', weeks: 2 },
    { from: '2026-12-14', to: '2026-12-20', weeks: 1 },
  ]);
  expect(['2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual([
    '2026-Q1',
    '2026-Q2',
    '2026-Q4',
  ]);
  expect(['2026-11', '2026-13', '2026-1', '202611', '2026-11-01'].map(isMonth)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
