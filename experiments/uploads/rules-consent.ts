import { allowsAdUse } from '../contract/consent.ts';
import type { UploadConversion } from './conversion.ts';
import { error, type Fault, warning } from './finding.ts';
import { PLATFORM_LABELS, type Platform } from './platform.ts';

/** Platforms whose format can say that ads must not be personalised. */
const CARRIES_PERSONALISATION: ReadonlySet<Platform> = new Set(['google', 'tiktok', 'ga4']);

/** Nothing leaves without ad consent, a correction included; GPC is a refusal. */
export function consentFaults(platform: Platform, { consent }: UploadConversion): readonly Fault[] {
  if (!allowsAdUse(consent)) {
    return [
      error(
        'no-consent',
        consent.gpc
          ? 'the browser refused the use for ads (Global Privacy Control)'
          : `use for ads is ${consent.adUserData}, not granted`,
        'It stays here; only the person can change that',
      ),
    ];
  }
  if (consent.adPersonalization === 'granted' || CARRIES_PERSONALISATION.has(platform)) return [];
  return [
    warning(
      'personalisation-not-carried',
      `personalised ads are ${consent.adPersonalization}, and ${PLATFORM_LABELS[platform]} has no field to say so`,
      'Leave such people out of audiences made from this conversion',
    ),
  ];
}
