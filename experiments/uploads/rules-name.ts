import type { UploadConversion } from './conversion.ts';
import { error, type Fault } from './finding.ts';
import { PLATFORM_CLICK_IDS, type Platform } from './platform.ts';

/** What every conversion has: an id to tell repeats by, and the platform's name of what happened. */
export function nameFaults({ id, event }: UploadConversion): readonly Fault[] {
  return [
    ...(id.trim() === '' || hasControls(id)
      ? [
          error(
            'no-id',
            'has no readable id',
            'Give the id of the deal or order; repeats are told by it',
          ),
        ]
      : []),
    ...(event.trim() === '' || hasControls(event)
      ? [
          error(
            'no-event',
            'has no event or conversion name',
            'Name the stage as the platform does, letter for letter',
          ),
        ]
      : []),
  ];
}

/** Click ids are opaque, but no network puts spaces, quotes or commas in one. */
export function clickIdFaults(platform: Platform, { clicks }: UploadConversion): readonly Fault[] {
  return PLATFORM_CLICK_IDS[platform].flatMap((name) => {
    const value = clicks[name];
    return value === undefined || value === '' || /^[\x21\x23-\x2b\x2d-\x7e]{1,1000}$/.test(value)
      ? []
      : [
          error(
            'click-id-format',
            `${name} has characters that no click id has`,
            'Keep it byte for byte as it arrived, decoded once',
          ),
        ];
  });
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
