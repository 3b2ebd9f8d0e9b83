import { createRequire } from 'node:module';

type Picture = {
  readonly resize: (width: number, height: number, options?: object) => Picture;
  readonly png: (options: object) => Picture;
  readonly toBuffer: () => Promise<Buffer>;
};
type Sharp = (input: Buffer, options?: object) => Picture;

/** Astro's own copy of sharp, which makes the pages' pictures too. */
const sharp: Sharp = createRequire(createRequire(import.meta.url).resolve('astro'))('sharp');

/** A picture (SVG or PNG) as PNG of exactly this size in pixels, with few colours and bytes. */
export function pngOf(picture: Buffer, width: number, height = width): Promise<Buffer> {
  // An SVG is drawn at a density; its own size would be blurred when enlarged.
  return sharp(picture, { density: 288 })
    .resize(width, height, { fit: 'contain', background: '#0000' })
    .png({ palette: true, quality: 90, compressionLevel: 9, effort: 7 })
    .toBuffer();
}
