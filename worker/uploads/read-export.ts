import { prepareUploads } from '#experiments/uploads/prepare.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import type { Upload } from '#experiments/uploads/upload.ts';
import { keepDigest, readExportRows } from '../store/uploads/read-exports.ts';
import { toHex } from '../visitor/hex.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { openAll } from './make-exports.ts';

/** An export as a file. */
export type ExportFile = {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly rows: number;
  /** Rows that it had and has no more: erased, withdrawn, or past their platform's window. */
  readonly gone: number;
  /** SHA-256 of the text, in hex. */
  readonly sha256: string;
  /** Whether it is what was taken first, byte for byte. */
  readonly same: boolean;
};

/**
 * Makes an export's file again from its rows: the same bytes, unless somebody in it has withdrawn
 * since, or it has outlived its window. Null when there is no such export.
 */
export async function readExport(
  db: D1Database,
  exportId: string,
  dataKeys: Keyring,
): Promise<ExportFile | null> {
  const read = await readExportRows(db, exportId);
  if (read === null) return null;
  const { known } = read;
  const opened = await openAll(dataKeys, read.uploads);
  const format = known.format as FormatName;
  const settings = JSON.parse(known.settings) as never;
  // At the moment of the export: what was fit then is the same today.
  const { sound, uploads } = prepareUploads(
    format,
    opened.map(({ conversion }) => conversion),
    { settings, now: known.createdAt },
  );
  const text = textOf(uploads);
  const sha256 = await digestOf(text);
  const gone = known.rowCount - sound.length;
  if (known.sha256 === null && gone === 0) await keepDigest(db, exportId, sha256);
  return {
    name: known.fileName,
    type: known.fileName.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json',
    text,
    rows: sound.length,
    gone,
    sha256,
    same: gone === 0 && (known.sha256 ?? sha256) === sha256,
  };
}

/** The one file of an export; bodies of requests as JSON, several of them as a list. */
function textOf(built: readonly Upload[]): string {
  const [first] = built;
  if (first?.kind === 'file') return first.text;
  const bodies = built.flatMap((upload) => (upload.kind === 'request' ? [upload.body] : []));
  return `${JSON.stringify(bodies.length === 1 ? bodies[0] : bodies, null, 2)}\n`;
}

async function digestOf(text: string): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}
