import type { UploadConversion } from './conversion.ts';
import { error, type Fault, warning } from './finding.ts';
import { PLATFORM_LABELS, type Platform } from './platform.ts';
import { UPLOAD_WINDOWS } from './windows.ts';

const DAY_MS = 86_400_000;
/** The year 2000 in milliseconds: smaller numbers are seconds that were taken for milliseconds. */
const EARLIEST_MS = 946_684_800_000;
/** The year 2100: greater numbers are microseconds. */
const LATEST_MS = 4_102_444_800_000;

/**
 * Times of a conversion: in milliseconds, in order (click, conversion, adjustment, now) and inside
 * the platform's windows. `clickWindowDays`: of the site's own goal, where it is shorter.
 */
export function timeFaults(
  platform: Platform,
  conversion: UploadConversion,
  { now, clickWindowDays }: { readonly now: number; readonly clickWindowDays?: number | undefined },
): readonly Fault[] {
  const { occurredAt, clickedAt, adjustedAt, action } = conversion;
  const odd = [occurredAt, clickedAt, adjustedAt].find((at) => at !== undefined && !isTime(at));
  if (odd !== undefined) {
    return [
      error(
        'bad-time',
        `${odd} is no time in milliseconds since 1970`,
        'Times are whole milliseconds here; each format makes its own unit of them',
      ),
    ];
  }
  return [
    ...(action === 'new' ? [] : adjustmentFaults(platform, conversion, now)),
    ...(occurredAt > now
      ? [
          error(
            'future-time',
            'lies in the future',
            'Check the clock and the time zone of the system that reported it',
          ),
        ]
      : []),
    ...(action === 'new' ? ageFaults(platform, occurredAt, now) : []),
    ...(clickedAt === undefined
      ? []
      : clickFaults(platform, { occurredAt, clickedAt, now, clickWindowDays })),
  ];
}

function isTime(at: number): boolean {
  return Number.isSafeInteger(at) && at >= EARLIEST_MS && at <= LATEST_MS;
}

function ageFaults(platform: Platform, occurredAt: number, now: number): readonly Fault[] {
  const { eventDays } = UPLOAD_WINDOWS[platform];
  const refusesAll = platform === 'meta' ? '; Meta would refuse the whole request for it' : '';
  if (eventDays === null || now - occurredAt <= eventDays * DAY_MS) return [];
  return [
    tooLate(
      platform,
      `it takes what happened in the last ${eventDays} days, and this is ${daysText(now - occurredAt)} old${refusesAll}`,
    ),
  ];
}

function clickFaults(
  platform: Platform,
  { occurredAt, clickedAt, now, clickWindowDays }: ClickTimes,
): readonly Fault[] {
  if (occurredAt < clickedAt) {
    return [
      error(
        'before-click',
        'happened before the click that it is credited to',
        'Check the time zone of the stage; the platform refuses it as "before the click"',
      ),
    ];
  }
  const window = Math.min(
    clickWindowDays ?? Infinity,
    UPLOAD_WINDOWS[platform].clickDays ?? Infinity,
  );
  if (occurredAt - clickedAt > window * DAY_MS) {
    return [
      tooLate(
        platform,
        `it counts what happens within ${window} days of the click, and this came after ${daysText(occurredAt - clickedAt)}`,
      ),
    ];
  }
  const fresh = FRESH_CLICK_HOURS[platform];
  if (fresh === undefined || now - clickedAt >= fresh * 3_600_000) return [];
  return [
    warning(
      'click-too-fresh',
      `the click is less than ${fresh === 1 ? 'an hour' : `${fresh} hours`} old, and ${PLATFORM_LABELS[platform]} may not know it yet`,
      'Send it with the next run; repeats are not counted twice',
    ),
  ];
}

type ClickTimes = {
  readonly occurredAt: number;
  readonly clickedAt: number;
  readonly now: number;
  readonly clickWindowDays?: number | undefined;
};

/**
 * Google: "within one day of the click, AdWords may not be able to record them yet",
 * https://support.google.com/google-ads/answer/7014069 (older text). Microsoft: wait an hour,
 * https://learn.microsoft.com/en-us/advertising/bulk-service/offline-conversion
 */
const FRESH_CLICK_HOURS: Partial<Readonly<Record<Platform, number>>> = { google: 24, microsoft: 1 };

function adjustmentFaults(
  platform: Platform,
  { occurredAt, adjustedAt }: UploadConversion,
  now: number,
): readonly Fault[] {
  if (adjustedAt === undefined || adjustedAt <= occurredAt) {
    return [
      error(
        'adjustment-time',
        'the correction has no time after the conversion',
        'Give the moment at which the deal was lost or refunded',
      ),
    ];
  }
  if (adjustedAt > now) {
    return [
      error(
        'future-time',
        'the correction lies in the future',
        'Check the clock of the system that reported it; a correction of a correction waits for its second',
      ),
    ];
  }
  const { adjustmentDays } = UPLOAD_WINDOWS[platform];
  const age = now - (platform === 'ga4' ? adjustedAt : occurredAt);
  if (adjustmentDays === null || age <= adjustmentDays * DAY_MS) return [];
  return [
    error(
      'too-late',
      `too late for ${PLATFORM_LABELS[platform]}: it corrects what is at most ${adjustmentDays} days old, and this is ${daysText(age)} old`,
      'Report the deal at an earlier stage with its expected value, so that a loss is known in time',
    ),
  ];
}

function tooLate(platform: Platform, why: string): Fault {
  return error(
    'too-late',
    `too late for ${PLATFORM_LABELS[platform]}: ${why}`,
    'Report an earlier stage, such as the qualified lead with its expected value',
  );
}

function daysText(span: number): string {
  const days = Math.ceil(span / DAY_MS);
  return `${days} day${days === 1 ? '' : 's'}`;
}
