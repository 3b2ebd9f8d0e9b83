import type { UploadConversion } from './conversion.ts';
import { error, type Fault, type Finding, warning } from './finding.ts';
import { FORMATS } from './formats.ts';
import { retractionText } from './retraction.ts';
import { consentFaults } from './rules-consent.ts';
import { clickIdFaults, nameFaults } from './rules-name.ts';
import { digestFaults, plainFaults } from './rules-person.ts';
import { timeFaults } from './rules-time.ts';
import { valueFaults } from './rules-value.ts';
import type { FormatName, FormatSettings } from './settings.ts';
import type { SoundConversion } from './upload.ts';

/** What may go, and what is wrong with the others and with these. */
export type LintResult = {
  /** Without an error, in the order given. */
  readonly sound: readonly SoundConversion[];
  readonly findings: readonly Finding[];
};

/**
 * Every rule of a format over the conversions of one upload. `now`: epoch milliseconds of sending.
 * Rows count from 1. A conversion with an error is not in `sound`; with warnings alone it is.
 * Of two duplicates the first one that is sound stays.
 */
export function lintConversions<Name extends FormatName>(
  name: Name,
  conversions: readonly UploadConversion[],
  { settings, now }: { readonly settings: FormatSettings[Name]; readonly now: number },
): LintResult {
  const seen = new Map<string, number>();
  const sound: SoundConversion[] = [];
  const findings = conversions.flatMap((conversion, index) => {
    const row = index + 1;
    const faults: Fault[] = [...faultsOf(name, conversion, { settings, now })];
    if (!faults.some(isError)) faults.push(...duplicateFaults(name, conversion, { seen, row }));
    if (!faults.some(isError)) {
      sound.push(conversion as SoundConversion);
      faults.push(...batchFaults(name, sound.length));
    }
    return faults.map((fault) => ({ ...fault, row, id: conversion.id }));
  });
  return { sound, findings };
}

/** What is wrong with one conversion, whatever stands beside it. */
export function faultsOf<Name extends FormatName>(
  name: Name,
  conversion: UploadConversion,
  { settings, now }: { readonly settings: FormatSettings[Name]; readonly now: number },
): readonly Fault[] {
  const format = FORMATS[name];
  const { platform } = format;
  const consent = consentFaults(platform, conversion);
  // Without consent nothing else about the person is said, not even what is wrong with it.
  if (consent.some(isError)) return consent;
  if (!format.actions.includes(conversion.action)) return [actionFault(name, conversion)];
  return [
    ...consent,
    ...nameFaults(conversion),
    ...timeFaults(platform, conversion, { now, clickWindowDays: windowOf(settings) }),
    ...clickIdFaults(platform, conversion),
    ...digestFaults(platform, conversion),
    ...plainFaults(platform, conversion),
    ...valueFaults(conversion),
    ...format.faults(conversion, settings, now),
  ];
}

function windowOf(settings: FormatSettings[FormatName]): number | undefined {
  return 'clickWindowDays' in settings ? settings.clickWindowDays : undefined;
}

function isError({ level }: Fault): boolean {
  return level === 'error';
}

function actionFault(name: FormatName, { action }: UploadConversion): Fault {
  const { platform, label } = FORMATS[name];
  return action === 'new'
    ? error(
        'wrong-format',
        `${label} takes corrections only`,
        'Send new conversions in their own file',
      )
    : error(
        'no-retraction',
        `${label} takes new conversions only`,
        stripped(retractionText(platform)),
      );
}

function stripped(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function duplicateFaults(
  name: FormatName,
  conversion: UploadConversion,
  { seen, row }: { readonly seen: Map<string, number>; readonly row: number },
): readonly Fault[] {
  const keys = FORMATS[name].keys(conversion);
  const first = keys.map((key) => seen.get(key)).find((earlier) => earlier !== undefined);
  if (first !== undefined) {
    return [
      error(
        'duplicate',
        `is the same as row ${first}`,
        'It counts once; give a conversion of its own an id and a time of its own',
      ),
    ];
  }
  for (const key of keys) seen.set(key, row);
  return [];
}

/** Said once, at the first conversion that no longer fits. */
function batchFaults(name: FormatName, count: number): readonly Fault[] {
  const { most } = FORMATS[name];
  return most !== null && most > 1 && count === most + 1
    ? [
        warning(
          'several-requests',
          `more than ${most} conversions do not fit one request`,
          'Nothing to do: the others go in further requests',
        ),
      ]
    : [];
}
