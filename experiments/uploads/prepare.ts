import type { UploadConversion } from './conversion.ts';
import type { Finding } from './finding.ts';
import { FORMATS } from './formats.ts';
import { lintConversions } from './lint.ts';
import type { FormatName, FormatSettings } from './settings.ts';
import type { SoundConversion, Upload } from './upload.ts';

/** Files or requests that can leave, and what the linter says of everything. */
export type PreparedUploads = {
  readonly uploads: readonly Upload[];
  readonly findings: readonly Finding[];
  /** The conversions in `uploads`; the others have an error. */
  readonly sound: readonly SoundConversion[];
};

/**
 * Lints conversions and builds the sound ones: the same input gives the same bytes. `now`: epoch
 * milliseconds of sending, for the linter's windows alone; it is in no upload.
 */
export function prepareUploads<Name extends FormatName>(
  name: Name,
  conversions: readonly UploadConversion[],
  { settings, now }: { readonly settings: FormatSettings[Name]; readonly now: number },
): PreparedUploads {
  const { sound, findings } = lintConversions(name, conversions, { settings, now });
  return {
    uploads: FORMATS[name].build(sound, settings),
    findings,
    sound,
  };
}
