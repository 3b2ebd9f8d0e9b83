import type { UploadConversion } from './conversion.ts';
import { error, type Fault, warning } from './finding.ts';
import type { Ga4Settings } from './settings.ts';

const HOUR_MS = 3_600_000;
/** Source: https://developers.google.com/analytics/devguides/collection/protocol/ga4/use-cases */
const SESSION_HOURS = 24;
const LONGEST_NAME = 40;
/** Source: https://support.google.com/analytics/answer/9267744 */
const LONGEST_VALUE = 100;

/** Names that Google keeps to itself; the answer would be 2xx all the same. */
const RESERVED =
  /^(?:ad_(?:activeview|click|exposure|query|reward)|adunit_exposure|app_(?:clear_data|exception|install|remove|store_refund|store_subscription_\w+|update|upgrade)|dynamic_link_\w+|error|firebase_campaign|first_(?:open|visit)|in_app_purchase|notification_\w+|os_update|screen_view|session_start|user_engagement)$/;
const RESERVED_PREFIX = /^(?:_|firebase_|ga_|google_|gtag\.)/;

/** What the Measurement Protocol swallows without a word. */
export function ga4Faults(conversion: UploadConversion, settings: Ga4Settings): readonly Fault[] {
  return [
    ...settingFaults(settings),
    ...variantFaults(conversion, settings),
    ...eventFaults(conversion.event),
    ...clientFaults(conversion),
    ...refundFaults(conversion),
  ];
}

function settingFaults({ measurementId, variantField }: Ga4Settings): readonly Fault[] {
  const badField =
    variantField !== undefined && (!isName(variantField) || RESERVED_PREFIX.test(variantField));
  return [
    ...(/^G-[A-Z0-9]+$/.test(measurementId)
      ? []
      : [
          error(
            'bad-setting',
            `"${measurementId}" is no measurement id`,
            'Copy it from the data stream; it begins with G-',
          ),
        ]),
    ...(badField
      ? [
          error(
            'bad-setting',
            `"${variantField}" cannot name a parameter`,
            'Letters, digits and "_", a letter first, 40 at most, no prefix of Google’s',
          ),
        ]
      : []),
  ];
}

function variantFaults(
  { variant = '' }: UploadConversion,
  { variantField }: Ga4Settings,
): readonly Fault[] {
  return variantField === undefined || variant.length <= LONGEST_VALUE
    ? []
    : [
        warning(
          'long-value',
          `the variant has ${variant.length} characters, and GA4 drops values of more than ${LONGEST_VALUE}`,
          'Give experiments and variants shorter names, or leave the field off',
        ),
      ];
}

function eventFaults(event: string): readonly Fault[] {
  if (RESERVED.test(event) || RESERVED_PREFIX.test(event)) {
    return [
      error(
        'reserved-name',
        `"${event}" is a name that Google keeps to itself`,
        'Take generate_lead, purchase or a name of your own',
      ),
    ];
  }
  return event.trim() === '' || isName(event)
    ? []
    : [
        error(
          'event-name',
          `"${event}" cannot name an event`,
          'Letters, digits and "_", a letter first, 40 characters at most',
        ),
      ];
}

function isName(text: string): boolean {
  return text.length <= LONGEST_NAME && /^[A-Za-z]\w*$/.test(text);
}

function clientFaults({ cookies, occurredAt }: UploadConversion): readonly Fault[] {
  const { gaClientId, gaSessionId } = cookies;
  const sessionAt = Number(gaSessionId) * 1_000;
  return [
    ...(gaClientId && /^\d+\.\d+$/.test(gaClientId)
      ? []
      : [
          error(
            'no-identifier',
            gaClientId ? 'its client id is not that of the cookie _ga' : 'has no client id',
            'It is the last two parts of the cookie _ga, which needs consent and Google’s own tag',
          ),
        ]),
    ...(gaSessionId && !/^\d{9,11}$/.test(gaSessionId)
      ? [
          error(
            'cookie-format',
            'its session id is not that of the cookie _ga_<stream>',
            'It is the time in seconds at which the session began',
          ),
        ]
      : []),
    ...(gaSessionId && occurredAt - sessionAt > SESSION_HOURS * HOUR_MS
      ? [
          warning(
            'old-session',
            `came more than ${SESSION_HOURS} hours after the session began`,
            'Google counts it, but not to that session’s campaign; report an earlier stage for that',
          ),
        ]
      : []),
  ];
}

/** Only a purchase can be refunded, wholly or in part. */
function refundFaults({ action, event, value, reported }: UploadConversion): readonly Fault[] {
  if (action === 'new') return [];
  if (event !== 'purchase') {
    return [
      error(
        'no-retraction',
        `GA4 takes back purchases only, and this is "${event}"`,
        'Report the won deal as purchase; other events stay as they are',
      ),
    ];
  }
  if (action === 'retract') return [];
  const lower =
    value && reported && value.currency === reported.currency && value.minor < reported.minor;
  return lower
    ? []
    : [
        error(
          'no-retraction',
          'GA4 can only lower a value, by a refund of the difference',
          'Report the rest as a purchase of its own, with its own id',
        ),
      ];
}
