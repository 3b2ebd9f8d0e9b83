import type { UploadConversion } from './conversion.ts';
import { error, type Fault } from './finding.ts';
import { googleClick } from './google-click.ts';
import type { GoogleApiSettings, GoogleFileSettings } from './settings.ts';

/** Source: https://support.google.com/google-ads/answer/6386790 */
const LONGEST_ORDER_ID = 64;

/** A conversion for the file of clicks. */
export function googleClickFaults(
  conversion: UploadConversion,
  settings: GoogleFileSettings,
): readonly Fault[] {
  return [
    ...zoneFaults(settings),
    ...(settings.orderIds === false ? [] : orderIdFaults(conversion)),
    ...(googleClick(conversion) === null
      ? [
          error(
            'no-identifier',
            'has no gclid, gbraid or wbraid',
            'Send it in the file of leads, which finds people by e-mail or phone',
          ),
        ]
      : []),
  ];
}

/** A conversion for the file of leads. */
export function googleLeadFaults(
  conversion: UploadConversion,
  settings: GoogleFileSettings,
): readonly Fault[] {
  return [
    ...zoneFaults(settings),
    ...(settings.orderIds === false ? [] : orderIdFaults(conversion)),
    ...(conversion.digests.email || conversion.digests.phone ? [] : [NOBODY]),
  ];
}

/** A correction for the file of adjustments. */
export function googleAdjustmentFaults(
  conversion: UploadConversion,
  settings: GoogleFileSettings,
): readonly Fault[] {
  if (settings.orderIds !== false) return [...zoneFaults(settings), ...orderIdFaults(conversion)];
  const named = (conversion.clicks['gclid'] ?? '') !== '';
  return [
    ...zoneFaults(settings),
    ...(named
      ? []
      : [
          error(
            'no-identifier',
            'was reported without an order id and has no gclid, so that Google cannot find it again',
            'Switch order ids on; they are in the files from then on',
          ),
        ]),
  ];
}

/** A conversion for the Data Manager. */
export function dataManagerFaults(
  conversion: UploadConversion,
  { accountId }: GoogleApiSettings,
): readonly Fault[] {
  const { digests, actionId } = conversion;
  return [
    ...orderIdFaults(conversion),
    ...(/^\d{3}-?\d{3}-?\d{4}$/.test(accountId)
      ? []
      : [
          error(
            'bad-setting',
            `the account id "${accountId}" is not one of Google Ads`,
            'Give the ten digits at the top of Google Ads, for example 123-456-7890',
          ),
        ]),
    ...(/^\d+$/.test(actionId ?? '')
      ? []
      : [
          error(
            'no-event',
            'has no id of a conversion action',
            'Copy the number behind "ctId=" in the address of the conversion action',
          ),
        ]),
    ...(googleClick(conversion) || digests.email || digests.phone ? [] : [NOBODY]),
  ];
}

const NOBODY = error(
  'no-identifier',
  'has neither a click id nor a digest of e-mail or phone',
  'Google cannot find the click without one; nothing can be added later',
);

function orderIdFaults({ id }: UploadConversion): readonly Fault[] {
  return id.length <= LONGEST_ORDER_ID
    ? []
    : [
        error(
          'long-id',
          `its order id has ${id.length} characters`,
          `Google takes ${LONGEST_ORDER_ID}; give the deal's own id`,
        ),
      ];
}

function zoneFaults({ timeZone }: GoogleFileSettings): readonly Fault[] {
  return isZone(timeZone)
    ? []
    : [
        error(
          'bad-setting',
          `the time zone "${timeZone}" is no IANA name`,
          'Write one such as Europe/London; a fixed offset is wrong for half the year',
        ),
      ];
}

/** Offsets are zones to some engines; a file with one is an hour off after the next change. */
function isZone(timeZone: string): boolean {
  if (!/^[A-Z]/i.test(timeZone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
