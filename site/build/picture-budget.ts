import { statSync } from 'node:fs';
import path from 'node:path';
import type { Tag } from './html-tags.ts';

/** Most that the pictures of a first screen may weigh together, in bytes: 150 KB. */
const MOST_BYTES = 150 * 1_024;

/** Bytes of the file at a public path. */
export type PictureSize = (file: string) => number;

/** Sizes of the files below `folder`, each looked up once. */
export function pictureSizesIn(folder: string): PictureSize {
  const sizes = new Map<string, number>();
  return (file) => {
    const bytes = sizes.get(file) ?? statSync(path.join(folder, file)).size;
    sizes.set(file, bytes);
    return bytes;
  };
}

/** Files of each picture that loads at once, in the format that browsers take first. */
export type Pictures = readonly (readonly string[])[];

/**
 * Whether the first screen of a page waits for too large pictures: all that load at once are
 * summed, each in the largest of the widths that a screen may choose. In sentences.
 */
export function pictureFaults(first: Pictures, sizeOf: PictureSize): readonly string[] {
  const pictures = first.map((files) =>
    files
      .map((file) => ({ file, bytes: sizeOf(file) }))
      .reduce((one, other) => (other.bytes > one.bytes ? other : one)),
  );
  const total = pictures.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= MOST_BYTES) return [];
  const list = pictures.map(({ file, bytes }) => `${file} with ${inKb(bytes)} KB`).join(', ');
  return [
    `its first screen loads ${list}${pictures.length > 1 ? `, together ${inKb(total)} KB` : ''}; at most ${MOST_BYTES / 1_024} KB. Take a picture with less detail, or a smaller one`,
  ];
}

/** Pictures of the first screen of a page. A preload and the picture that it is for are one. */
export function firstPictures(tags: readonly Tag[]): Pictures {
  const sets = new Set<string>();
  tags.forEach(({ name, attributes }, index) => {
    if (name === 'link' && attributes.rel === 'preload' && attributes.imagesrcset) {
      sets.add(attributes.imagesrcset);
    }
    if (name !== 'img' || attributes.loading !== 'eager') return;
    const before = tags[index - 1];
    const source = before?.name === 'source' ? before.attributes.srcset : undefined;
    const set = source ?? attributes.srcset ?? attributes.src;
    if (set) sets.add(set);
  });
  return [...sets].map((set) => set.split(/,\s+/).map((entry) => entry.split(' ')[0] ?? ''));
}

function inKb(bytes: number): number {
  return Math.ceil(bytes / 1_024);
}
