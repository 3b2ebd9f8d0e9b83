import type { UploadConversion } from './conversion.ts';
import { error, type Fault, warning } from './finding.ts';
import type { TikTokSettings } from './settings.ts';

const WEEK_MS = 7 * 86_400_000;

/** What TikTok asks of an event, as two connectors know it. */
export function tikTokFaults(
  { digests, clicks, cookies, occurredAt }: UploadConversion,
  { source, sourceId }: TikTokSettings,
  now: number,
): readonly Fault[] {
  const digest = digests.email || digests.phone || digests.externalId;
  const known = source === 'web' ? digest || clicks['ttclid'] || cookies.ttp : digest;
  return [
    ...(sourceId.trim() === ''
      ? [
          error(
            'bad-setting',
            'there is no pixel code or event set',
            'Copy it from TikTok’s Events Manager',
          ),
        ]
      : []),
    ...(known
      ? []
      : [
          error(
            'no-identifier',
            source === 'web'
              ? 'has neither ttclid, the cookie _ttp nor a digest'
              : 'has no digest of e-mail, phone or external id, one of which offline events need',
            'TikTok cannot find the person without one; nothing can be added later',
          ),
        ]),
    ...(now - occurredAt > WEEK_MS
      ? [
          warning(
            'unknown-window',
            'is older than a week, and how far back TikTok looks is not known',
            'Look in Events Manager whether it arrived; an earlier stage is safer',
          ),
        ]
      : []),
  ];
}
