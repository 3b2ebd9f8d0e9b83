import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * What `make` makes, kept by the words that decide it, so that a second build draws nothing anew.
 * `folder` may be deleted at any time.
 */
export async function cached(
  folder: string,
  key: string,
  make: () => Promise<Buffer>,
): Promise<Buffer> {
  const file = path.join(folder, key);
  const found = await readFile(file).catch(() => undefined);
  if (found !== undefined) return found;
  const made = await make();
  await mkdir(folder, { recursive: true });
  // Two builds, or two pages with equal words, may draw it at once: nobody reads half of it.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, made);
  await rename(draft, file);
  return made;
}

/** 16 hex digits that stand for a value. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
