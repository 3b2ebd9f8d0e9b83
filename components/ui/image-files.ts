import type { ImageMetadata } from 'astro';

/** Pictures that a page may show, by the name that its content calls them: "./crew.jpg". */
export type ImageFiles = Readonly<Record<string, ImageMetadata>>;

/** The file of a picture; a name that no file has is an error that lists those there are. */
export function fileOf(files: ImageFiles | undefined, src: string): ImageMetadata {
  const file = files?.[src];
  if (file !== undefined) return file;
  const names = Object.keys(files ?? {}).join(', ') || 'none yet';
  throw new Error(`The picture ${src} is not beside the landing's file. Pictures there: ${names}.`);
}

/** Steps between which a screen chooses: small phone to twice a wide column. */
const STEPS: readonly number[] = [360, 540, 720, 960, 1_280, 1_600];

/**
 * Widths in pixels to make of a picture that is `width` wide and shown at most `widest` CSS pixels
 * wide: none above the original or above twice the place, and at least one.
 */
export function pictureWidths(width: number, widest: number): readonly number[] {
  const most = Math.min(width, widest * 2);
  const steps = STEPS.filter((step) => step < most);
  return most - (steps.at(-1) ?? 0) < 120 ? steps : [...steps, most];
}

/**
 * Pictures as content in `folder` calls them: `../landing/de/crew.jpg` is `./crew.jpg` to a file in
 * `../landing/de/`, `./de/crew.jpg` to one above it, and `../crew.jpg` is a picture above its own.
 */
export function besideContent(found: ImageFiles, folder: string): ImageFiles {
  return Object.fromEntries(
    Object.entries(found).map(([path, file]) => [nameFrom(path, folder), file]),
  );
}

function nameFrom(path: string, folder: string): string {
  const [to, from] = [path.split('/'), folder.split('/').slice(0, -1)];
  const differs = from.findIndex((step, index) => step !== to[index]);
  const shared = differs < 0 ? from.length : differs;
  const up = from.length - shared;
  const start = up === 0 ? './' : '../'.repeat(up);
  return `${start}${to.slice(shared).join('/')}`;
}
