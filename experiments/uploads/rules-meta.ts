import type { UploadConversion } from './conversion.ts';
import { error, type Fault } from './finding.ts';
import { fbcOf } from './meta.ts';
import type { MetaSettings } from './settings.ts';

/** What Meta asks of an event beside its age, at which one stale event refuses all. */
export function metaFaults(conversion: UploadConversion, settings: MetaSettings): readonly Fault[] {
  const { event, value, page, digests, cookies } = conversion;
  const fbc = fbcOf(conversion);
  const known = fbc || cookies.fbp || Object.keys(digests).length > 0;
  return [
    ...(known
      ? []
      : [
          error(
            'no-identifier',
            'has neither a click id, a cookie of Meta’s nor a digest',
            'Meta cannot find the person without one; nothing can be added later',
          ),
        ]),
    ...(settings.actionSource === 'website' && !(page?.url && page.userAgent)
      ? [
          error(
            'no-page',
            'is an event of a website without its page address and browser',
            'Report later stages as system_generated, which asks for neither',
          ),
        ]
      : []),
    ...(event === 'Purchase' && value === null
      ? [error('no-value', 'is a Purchase without value', 'Give the stage a value and a currency')]
      : []),
    ...cookieFaults('_fbp', cookies.fbp, /^fb\.\d\.(\d+)\.\d+(?:\.[\w-]+)?$/),
    ...cookieFaults('_fbc', fbc, /^fb\.\d\.(\d+)\.[\w.-]+$/),
  ];
}

/** A fifth segment is legal: Meta's own parameter builder appends it. Times are milliseconds. */
function cookieFaults(
  name: string,
  value: string | null | undefined,
  form: RegExp,
): readonly Fault[] {
  if (!value) return [];
  const at = form.exec(value)?.[1];
  if (at === undefined) {
    return [
      error(
        'cookie-format',
        `${name} has not the form fb.1.<milliseconds>.<id>`,
        'Keep the cookie byte for byte; never hash, shorten or invent it',
      ),
    ];
  }
  return at.length >= 13
    ? []
    : [
        error(
          'cookie-format',
          `the time in ${name} is in seconds`,
          'Meta wants the milliseconds of the click there',
        ),
      ];
}
