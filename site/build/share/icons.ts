import { readFile } from 'node:fs/promises';
import path from 'node:path';
import satori from 'satori';
import type { Accent } from './accent.ts';
import { FONT_FAMILY, fonts, isDrawable } from './font.ts';
import { pngOf } from './picture-library.ts';
import type { IconLinks } from './shared-files.ts';

/** Files by public path. */
export type Files = ReadonlyMap<string, Buffer>;

const GROUND = { petrol: '#0a363e', cobalt: '#14275e' } as const;
/** The folder of `icon` in site.yaml. */
const ICON_FOLDER = 'site';

/** The site's icon as it was given or drawn, and whether it is an SVG. */
export type Icon = { readonly bytes: Buffer; readonly svg: boolean };

/** The icon of a site: the file that site.yaml names, else the brand's initial on the accent. */
export async function siteIcon(
  root: string,
  { icon, name }: { readonly icon?: string | undefined; readonly name: string },
  accent: Accent = 'petrol',
): Promise<Icon> {
  if (icon === undefined) return { bytes: await initial(name, accent), svg: true };
  const file = path.join(root, ICON_FOLDER, icon);
  const bytes = await readFile(file).catch(() => {
    throw new Error(
      `site/site.yaml names the icon ${icon}, but there is no ${ICON_FOLDER}/${icon.slice(2)}`,
    );
  });
  return { bytes, svg: icon.endsWith('.svg') };
}

/**
 * Files of the icon for tabs, bookmarks and home screens, by public path: favicon.svg (or .png),
 * favicon.ico with 16 and 32 pixels, apple-touch-icon.png with 180.
 */
export async function iconFiles({ bytes, svg }: Icon): Promise<Files> {
  const sizes = await Promise.all([16, 32].map((size) => pngOf(bytes, size)));
  return new Map([
    svg ? ['/favicon.svg', bytes] : ['/favicon.png', await pngOf(bytes, 192)],
    ['/favicon.ico', icoOf(sizes)],
    ['/apple-touch-icon.png', await pngOf(bytes, 180)],
  ]);
}

/** Which file stands in the tab of a page; a drawn icon has the page's accent. */
export function iconLinks({ svg }: Icon, drawn: boolean): IconLinks {
  const type = svg ? 'image/svg+xml' : 'image/png';
  const petrol = { href: svg ? '/favicon.svg' : '/favicon.png', type };
  return { petrol, cobalt: drawn ? { href: '/favicon-cobalt.svg', type } : petrol };
}

async function initial(name: string, accent: Accent): Promise<Buffer> {
  const letter = [...name].find((one) => isDrawable(one) && one.trim() !== '')?.toUpperCase() ?? '';
  const style = {
    display: 'flex',
    width: '100%',
    height: '100%',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: 14,
    background: GROUND[accent],
    color: '#f2fafa',
    fontFamily: FONT_FAMILY,
    fontSize: 42,
  };
  const element = { type: 'div', props: { style, children: letter } };
  return Buffer.from(
    await satori(element as never, { width: 64, height: 64, fonts: await fonts() }),
  );
}

/**
 * PNG pictures of 16 and 32 pixels as one icon file. Source of the format: "ICO (file format)",
 * entries with PNG as Windows Vista and later read them.
 */
function icoOf(pictures: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach((picture, index) => {
    const at = 6 + 16 * index;
    // Width and height stand in the picture's own header.
    head.writeUInt8(picture.readUInt32BE(16), at);
    head.writeUInt8(picture.readUInt32BE(20), at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(picture.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  });
  return Buffer.concat([head, ...pictures]);
}
