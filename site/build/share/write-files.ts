import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from './icons.ts';

/** Writes files by public path below a folder. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  await Promise.all(
    [...files].map(async ([name, bytes]) => {
      const file = path.join(folder, ...name.split('/'));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }),
  );
}
