import type { UploadConversion } from './conversion.ts';
import { error, type Fault, warning } from './finding.ts';
import type { MicrosoftApiSettings } from './settings.ts';

/** A conversion for the file of Microsoft's pages. */
export function microsoftFileFaults({ clicks, digests }: UploadConversion): readonly Fault[] {
  if (clicks['msclkid']) return shapeFaults(clicks['msclkid']);
  return digests.email || digests.phone ? [] : [NOBODY];
}

/** A record of the bulk file, which is named by its click alone. */
export function microsoftBulkFaults({ clicks }: UploadConversion): readonly Fault[] {
  return clicks['msclkid'] ? shapeFaults(clicks['msclkid']) : [NOBODY];
}

/** An event for the Conversions API. */
export function microsoftCapiFaults(
  conversion: UploadConversion,
  { tagId }: MicrosoftApiSettings,
): readonly Fault[] {
  return [
    ...microsoftFileFaults(conversion),
    ...(/^\d+$/.test(tagId)
      ? []
      : [
          error(
            'bad-setting',
            `"${tagId}" is no UET tag`,
            'Give the digits of the tag, under Tools, UET tag',
          ),
        ]),
  ];
}

const NOBODY = error(
  'no-identifier',
  'has no msclkid',
  'Switch auto-tagging of the Microsoft click id on; nothing can be added later',
);

function shapeFaults(msclkid: string): readonly Fault[] {
  return /^[0-9a-f]{32}$/i.test(msclkid)
    ? []
    : [
        warning(
          'click-id-format',
          'its msclkid is not 32 hex digits',
          'Check that the click id was not cut or changed on its way',
        ),
      ];
}
