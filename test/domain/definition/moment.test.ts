import { describe, test } from 'vitest';
import { localText, momentSchema, placeMoment } from '#experiments/definition/time/moment.ts';
import { outlasts, windowOf, windowText } from '#experiments/definition/time/window.ts';

// Offsets from the IANA time zone database, as `TZ=… date -d` prints them.
const PLACES: readonly (readonly [string, string, string])[] = [
  ['2026-12-01', 'Europe/Berlin', '2026-11-30T23:00:00Z'],
  ['2026-12-01 09:00', 'Europe/Berlin', '2026-12-01T08:00:00Z'],
  ['2026-07-01T09:00:30', 'Europe/Berlin', '2026-07-01T07:00:30Z'],
  ['2026-12-01T09:00Z', 'Europe/Berlin', '2026-12-01T09:00:00Z'],
  ['2026-12-01 09:00-05:30', 'Europe/Berlin', '2026-12-01T14:30:00Z'],
  ['2026-03-29 01:59', 'Europe/Berlin', '2026-03-29T00:59:00Z'],
  ['2026-03-29 03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['2026-10-25 03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z'],
  ['2026-11-01 01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
  ['2026-01-01 00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00Z'],
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
];

describe('moments as people write them', () => {
  for (const [text, zone, instant] of PLACES) {
    test(`${text} in ${zone} is ${instant}`, ({ expect }) => {
      expect(momentSchema.safeParse(text).success).toBe(true);
      expect(new Date(placeMoment(text, zone).at)).toEqual(new Date(instant));
    });
  }

  test('an hour that the clock skips counts from before the change, and says so', ({ expect }) => {
    const { at, exists } = placeMoment('2026-03-29 02:30', 'Europe/Berlin');
    expect({ local: localText(at, 'Europe/Berlin'), exists }).toEqual({
      local: '2026-03-29 03:30',
      exists: false,
    });
    expect(placeMoment('2026-03-29 03:30', 'Europe/Berlin').exists).toBe(true);
  });

  test('what no calendar or clock has is no moment', ({ expect }) => {
    const none = [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-12-00',
      '2026-1-1',
      '2026-12-01 24:00',
      '2026-12-01 9:00',
      '2026-12-01T09:00+15:00',
      '2026-12-01T09:00 CET',
      '1 December 2026',
    ];
    expect(none.filter((text) => momentSchema.safeParse(text).success)).toEqual([]);
  });
});

describe('windows', () => {
  test('a day alone is its midnight as a beginning, and its last moment as an end', ({
    expect,
  }) => {
    const days = (from: string, until: string) => {
      const { fromAt, untilAt } = windowOf({ from, until }, 'Europe/Berlin') ?? {};
      return (Number(untilAt) - Number(fromAt)) / 3_600_000;
    };
    expect(days('2026-12-01', '2026-12-01')).toBe(24);
    expect(days('2026-03-29', '2026-03-29')).toBe(23);
    expect(days('2026-10-25', '2026-10-25')).toBe(25);
    expect(days('2026-12-31', '2027-01-01')).toBe(48);
  });

  test('says both ends in the zone’s own time', ({ expect }) => {
    const window = windowOf({ from: '2026-12-01 09:00', until: '2026-12-24' }, 'Europe/Berlin');
    expect(window && windowText(window, 'Europe/Berlin')).toBe(
      'from 2026-12-01 09:00 until 2026-12-25 00:00 (Europe/Berlin)',
    );
    expect(windowOf({}, 'Europe/Berlin')).toBeNull();
  });

  test('a link outlasts its target unless it shows in the same time or less', ({ expect }) => {
    const window = (fromAt: number | null, untilAt: number | null) => ({ fromAt, untilAt });
    expect(outlasts(null, window(null, 9))).toBe(true);
    expect(outlasts(window(1, 9), window(1, 9))).toBe(false);
    expect(outlasts(window(2, 8), window(1, 9))).toBe(false);
    expect(outlasts(window(0, 8), window(1, 9))).toBe(true);
    expect(outlasts(window(null, 10), window(null, 9))).toBe(true);
    expect(outlasts(window(null, 9), window(null, 9))).toBe(false);
  });
});
