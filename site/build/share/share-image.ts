import satori from 'satori';
import type { Accent } from './accent.ts';
import { FONT_FAMILY, fonts, isDrawable } from './font.ts';
import { pngOf } from './picture-library.ts';

/** What a drawn picture shows; the same words always give the same picture. */
export type ShareImage = {
  readonly title: string;
  readonly brand: string;
  readonly accent: Accent;
  readonly direction: 'ltr' | 'rtl';
};

/** Pixels that networks show whole; https://ogp.me names no size, their guides agree on this one. */
export const SHARE_SIZE = { width: 1200, height: 630 } as const;

/** Raised when the drawing changes, so that pictures kept from before are not used. */
export const DRAWING_VERSION = 1;

/** Ground, quiet text and lines of each accent, as in site/styles/tokens.css. */
const COLOURS = {
  petrol: { ground: '#0a363e', quiet: '#aacbce', line: '#2b5f69', block: '#124852' },
  cobalt: { ground: '#14275e', quiet: '#b7c5ea', line: '#3a529b', block: '#1f367a' },
} as const;

/**
 * The picture of a link as PNG: the page's title on its dark ground, the brand below with its icon
 * (PNG). A title whose script the typeface lacks is left out; the brand stands alone then.
 */
export async function drawShareImage(shown: ShareImage, icon: Buffer): Promise<Buffer> {
  const svg = await satori(drawing(shown, icon) as never, { ...SHARE_SIZE, fonts: await fonts() });
  return pngOf(Buffer.from(svg), SHARE_SIZE.width, SHARE_SIZE.height);
}

function drawing({ title, brand, accent, direction }: ShareImage, icon: Buffer): object {
  const { ground, quiet, line, block } = COLOURS[accent];
  const text = isDrawable(title) ? title : '';
  const across = direction === 'rtl' ? 'flex-end' : 'flex-start';
  return box(
    {
      ...SHARE_SIZE,
      boxSizing: 'border-box',
      flexDirection: 'column',
      justifyContent: 'space-between',
      alignItems: across,
      padding: 76,
      background: ground,
      fontFamily: FONT_FAMILY,
      fontWeight: 700,
    },
    ...lanes({ line, block }, direction),
    box({ width: 132, height: 14, borderRadius: 7, background: '#ffbd2e' }),
    box(
      { maxWidth: 900, color: '#f2fafa', fontSize: sizeOf(text), lineHeight: 1.14 },
      text === '' ? ' ' : text,
    ),
    box(
      { alignItems: 'center', color: quiet, fontSize: 40 },
      image(icon),
      isDrawable(brand) ? brand : '',
    ),
  );
}

/** The fewer the letters, the larger. */
function sizeOf(text: string): number {
  if (text.length <= 28) return 96;
  if (text.length <= 50) return 80;
  return 66;
}

/** Rows of a board with jobs in them, along the edge where no text stands. */
function lanes(
  { line, block }: { readonly line: string; readonly block: string },
  direction: ShareImage['direction'],
): readonly object[] {
  const edge = direction === 'rtl' ? 'left' : 'right';
  const jobs = [
    [50, 62, 150],
    [0, 176, 120],
    [0, 290, 70],
    [0, 404, 160],
    [60, 518, 200],
    [0, 518, 32],
  ] as const;
  return [
    ...[112, 226, 340, 454, 568].map((top) =>
      box({ position: 'absolute', [edge]: 0, top, width: 280, height: 1, background: line }),
    ),
    ...jobs.map(([from, top, width]) =>
      box({
        position: 'absolute',
        [edge]: from,
        top,
        width,
        height: 38,
        borderRadius: 8,
        background: block,
      }),
    ),
  ];
}

function image(icon: Buffer): object {
  const src = `data:image/png;base64,${icon.toString('base64')}`;
  return { type: 'img', props: { src, width: 64, height: 64, style: { marginRight: 22 } } };
}

/** An element as satori reads it. */
function box(style: object, ...children: readonly (object | string)[]): object {
  const [only] = children;
  return {
    type: 'div',
    props: {
      style: { display: 'flex', ...style },
      children: children.length < 2 ? only : children,
    },
  };
}
