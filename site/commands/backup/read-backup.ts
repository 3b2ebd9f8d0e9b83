import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { listText } from '#experiments/definition/faults/problem.ts';
import type { Inability } from '../terminal.ts';
import { CONTENTS_MARK, type Contents, CUT, END_MARK, FIRST_LINE, FORMAT } from './contents.ts';

/** The end of a file is searched in so many bytes: what it says of itself takes a few thousand. */
const TAIL = 1 << 18;

export type ReadBackup = { readonly ok: true; readonly contents: Contents };

/**
 * What a backup says of itself, once it is sure that it is whole and as it was written. Refuses a
 * file that is none, was cut off or edited, is in a later format, or holds a schema that
 * `migrations` (names of ours) do not know.
 */
export async function readBackup(
  file: string,
  migrations: readonly string[],
): Promise<ReadBackup | Inability> {
  const first = readStart(file);
  if (first === null) return refuse(`${file} cannot be read: is it there?`);
  if (first !== FIRST_LINE) {
    return refuse(`${file} is no backup of Truelift: those begin with “${FIRST_LINE}”.`);
  }
  const tail = readTail(file);
  const [, claimed] = new RegExp(`\n${END_MARK}([0-9a-f]{64})\n$`).exec(tail) ?? [];
  if (claimed === undefined) {
    return refuse(
      `${file} is cut off: its last line is missing. Take another copy, or an older backup.`,
    );
  }
  const end = statSync(file).size - END_MARK.length - claimed.length - 1;
  if ((await digestOf(file, end)) !== claimed) {
    return refuse(
      `${file} is not as it was written: its checksum does not match. Take another copy, or an older backup.`,
    );
  }
  const at = tail.lastIndexOf(`\n${CONTENTS_MARK}`);
  const line = tail.slice(at + 1 + CONTENTS_MARK.length, tail.lastIndexOf(`\n${END_MARK}`));
  const contents = JSON.parse(line) as Contents;
  if (contents.product !== 'truelift') {
    return refuse(`${file} is of another product: ${String(contents.product)}.`);
  }
  const unknown = contents.migrations.filter((name) => !migrations.includes(name));
  if (contents.format !== FORMAT || unknown.length > 0) {
    const why =
      unknown.length > 0
        ? `its database has ${listText(unknown)}, which this checkout does not know`
        : `it is in format ${contents.format}`;
    return refuse(
      `${file} was made by a newer Truelift: ${why}. Bring this checkout up to date, then restore again.`,
    );
  }
  return { ok: true, contents };
}

/** The SQL of a backup, cut where statements end, in pieces of about a megabyte. */
export async function* statementsOf(file: string): AsyncGenerator<string> {
  let piece: string[] = [];
  let length = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === CUT && length > 1 << 20) {
      yield piece.join('\n');
      piece = [];
      length = 0;
    }
    piece.push(line);
    length += line.length;
  }
  yield piece.join('\n');
}

function readStart(file: string): string | null {
  try {
    return bytesAt(file, 0, FIRST_LINE.length + 1).replace(/\n$/, '');
  } catch {
    return null;
  }
}

function readTail(file: string): string {
  const { size } = statSync(file);
  const start = Math.max(0, size - TAIL);
  return bytesAt(file, start, size - start);
}

function bytesAt(file: string, position: number, length: number): string {
  const handle = openSync(file, 'r');
  const bytes = Buffer.alloc(length);
  const read = readSync(handle, bytes, 0, length, position);
  closeSync(handle);
  return bytes.toString('utf8', 0, read);
}

async function digestOf(file: string, end: number): Promise<string> {
  const digest = createHash('sha256');
  for await (const bytes of createReadStream(file, { end: end - 1 })) digest.update(bytes);
  return digest.digest('hex');
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });
