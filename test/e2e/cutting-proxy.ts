import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where a connection breaks: before the server hears of the request, or once it has answered. */
export type Cut = 'before' | 'after';

/** A wire between browser and server that is cut as told. */
export type CuttingProxy = {
  /** `http://127.0.0.1:40123`, without a slash at the end. */
  readonly origin: string;
  /** Taken one by one by the next requests that `cuts` is about. */
  readonly cuts: Cut[];
  /** First lines of those requests, in order, cut or not. */
  readonly seen: string[];
  readonly close: () => Promise<void>;
};

/**
 * Starts one in front of a server. Bytes pass as they are; of requests whose first line begins with
 * `start`, the next ones in the list end in a reset (RST) of the browser's connection.
 */
export async function startCuttingProxy(server: string, start: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(server);
  const cuts: Cut[] = [];
  const seen: string[] = [];
  const open = new Set<Socket>();
  const proxy = createServer((browser) => {
    const upstream = connect(Number(port), hostname);
    let cutsAnswer = false;
    for (const socket of [browser, upstream]) {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        browser.destroy();
        upstream.destroy();
      });
      // A cut wire is what this is for.
      socket.on('error', () => {});
    }
    browser.on('data', (bytes: Buffer) => {
      const line = bytes.toString('latin1', 0, 120).split('\r\n', 1)[0] ?? '';
      if (line.startsWith(start)) {
        seen.push(line);
        const cut = cuts.shift();
        if (cut === 'before') {
          browser.resetAndDestroy();
          return;
        }
        cutsAnswer = cut === 'after';
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      if (cutsAnswer) browser.resetAndDestroy();
      else browser.write(bytes);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cuts,
    seen,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
