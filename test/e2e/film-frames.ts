import type { Page } from '@playwright/test';

/** Where on the screen to look, in CSS pixels. */
export type Region = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Every frame that the browser draws while `work` runs, as PNG in base64, in their order. */
export async function framesOf(page: Page, work: () => Promise<void>): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const frames: string[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data);
    // A page that is left takes its session along.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await work();
  await session.send('Page.stopScreencast');
  await session.detach();
  return frames;
}

/**
 * What each frame shows in a region: the name of the known picture that it equals, `blank` where
 * it is of one colour, else `other`. `judge` is any page; it decodes the pictures.
 */
export function shownIn(
  judge: Page,
  given: {
    readonly frames: readonly string[];
    readonly region: Region;
    readonly known: Readonly<Record<string, string>>;
  },
): Promise<readonly string[]> {
  return judge.evaluate(async ({ frames, region, known }) => {
    const { x, y, width, height } = region;
    const pixelsOf = async (png: string) => {
      const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(await createImageBitmap(blob, x, y, width, height), 0, 0);
      return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    };
    // Text may be drawn a shade differently; another text differs in far more pixels than these.
    const alike = (one: Uint8ClampedArray, colourAt: (index: number) => number) => {
      let different = 0;
      one.forEach((value, index) => {
        if (Math.abs(value - colourAt(index)) > 32) different += 1;
      });
      return different <= one.length / 500;
    };
    const pictures = await Promise.all(
      Object.entries(known).map(async ([name, png]) => [name, await pixelsOf(png)] as const),
    );
    return Promise.all(
      frames.map(async (frame) => {
        const pixels = await pixelsOf(frame);
        if (alike(pixels, (index) => pixels[index % 4] ?? 0)) return 'blank';
        const same = pictures.find(([, other]) => alike(pixels, (index) => other[index] ?? 0));
        return same?.[0] ?? 'other';
      }),
    );
  }, given);
}
