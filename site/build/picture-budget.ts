import { glob, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { tagsOf } from './html-tags.ts';

/** Most that the pictures of a first screen may weigh, in bytes: 150 KB. */
const MOST_BYTES = 150 * 1_024;

/** Pages below `folder` whose first screen waits for too large a picture, each with its file. */
export async function pictureFaults(folder: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for await (const page of glob('**/*.html', { cwd: folder })) {
    const tags = tagsOf(await readFile(path.join(folder, page), 'utf8'));
    const preloads = tags.flatMap(({ name, attributes }) =>
      name === 'link' && attributes.rel === 'preload' ? (attributes.imagesrcset ?? []) : [],
    );
    const files = preloads.flatMap((set) => set.split(/,\s+/).map((entry) => entry.split(' ')[0]));
    for (const file of files) {
      if (!file) continue;
      const { size } = await stat(path.join(folder, file));
      if (size <= MOST_BYTES) continue;
      faults.push(
        `${page}: its first screen loads ${file} with ${Math.ceil(size / 1_024)} KB; at most ${MOST_BYTES / 1_024} KB. Take a picture with less detail, or a smaller one`,
      );
    }
  }
  return faults;
}
