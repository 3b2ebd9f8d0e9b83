import { test } from 'vitest';
import { addDays, dayNumber, isCivilDay } from '#experiments/report/decision/civil-day.ts';
import { dueDays, nextLookDay } from '#experiments/report/decision/due-days.ts';

test('days count on over months, years and leap days', ({ expect }) => {
  const start = Date.UTC(1999, 11, 1);
  for (let index = 0; index < 1_600; index += 1) {
    const day = new Date(start + index * 86_400_000).toISOString().slice(0, 10);
    expect(addDays('1999-12-01', index)).toBe(day);
    expect(addDays(day, -index)).toBe('1999-12-01');
    expect(dayNumber(day)).toBe((start + index * 86_400_000) / 86_400_000);
    expect(isCivilDay(day)).toBe(true);
  }
});

test('a text that is no day is told apart', ({ expect }) => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', '2026-01-01T00']) {
    expect(isCivilDay(text)).toBe(false);
  }
});

const seen = { firstDay: '2026-11-02', lastDay: '2026-11-10' };

test('a look is due for every day that is over, from the first exposure on', ({ expect }) => {
  const at = { today: '2026-11-05', lastLook: null, windowDays: 7 };
  expect(dueDays(seen, at)).toEqual(['2026-11-02', '2026-11-03', '2026-11-04']);
  expect(dueDays(seen, { ...at, lastLook: '2026-11-03' })).toEqual(['2026-11-04']);
  expect(dueDays(seen, { ...at, lastLook: '2026-11-04' })).toEqual([]);
  expect(dueDays(seen, { ...at, today: '2026-11-02' })).toEqual([]);
  expect(dueDays(null, at)).toEqual([]);
});

test('looks end with the last visitor’s window', ({ expect }) => {
  const at = { today: '2027-01-01', lastLook: '2026-11-14', windowDays: 6.5 };
  expect(dueDays(seen, at)).toEqual(['2026-11-15', '2026-11-16', '2026-11-17']);
  expect(nextLookDay(seen, { today: '2026-11-17', windowDays: 6.5 })).toBe('2026-11-17');
  expect(nextLookDay(seen, { today: '2026-11-18', windowDays: 6.5 })).toBeNull();
  expect(nextLookDay(null, { today: '2026-11-18', windowDays: 6.5 })).toBeNull();
});
