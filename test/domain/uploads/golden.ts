import { readFileSync } from 'node:fs';
import type { ExpectStatic } from 'vitest';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { prepareUploads } from '#experiments/uploads/prepare.ts';
import type { FormatName, FormatSettings } from '#experiments/uploads/settings.ts';
import type { Upload } from '#experiments/uploads/upload.ts';
import { NOW } from './conversions.ts';

/** Builds conversions in which the linter finds no error. */
export function built<Name extends FormatName>(
  name: Name,
  settings: FormatSettings[Name],
  now = NOW,
) {
  return (conversions: readonly UploadConversion[]): readonly Upload[] => {
    const { uploads, findings } = prepareUploads(name, conversions, { settings, now });
    const errors = findings.filter(({ level }) => level === 'error');
    if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
    return uploads;
  };
}

function golden(name: string): string {
  return readFileSync(new URL(`../../golden/uploads/${name}`, import.meta.url), 'utf8');
}

/** Files are the golden ones, byte for byte. */
export function same(expect: ExpectStatic, uploads: readonly Upload[], names: readonly string[]) {
  expect(uploads.map((upload) => (upload.kind === 'file' ? upload.text : upload))).toEqual(
    names.map(golden),
  );
}

/** One request with the golden body. */
export function sameRequest(
  expect: ExpectStatic,
  uploads: readonly Upload[],
  name: string,
  path: string,
) {
  expect(uploads).toHaveLength(1);
  const upload = uploads[0];
  // By way of its bytes, in which NaN and undefined would show.
  const sent = upload?.kind === 'request' ? JSON.parse(JSON.stringify(upload.body)) : upload;
  expect(sent).toEqual(JSON.parse(golden(name)));
  expect(upload).toMatchObject({ path });
}
