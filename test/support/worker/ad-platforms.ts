import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerForAccounts, isGranted } from './google-accounts.ts';
import {
  google,
  linkedin,
  meta,
  microsoft,
  PLATFORM_TOKEN,
  type World,
} from './platform-answers.ts';

/** What an ad platform got: each request, and each event that it counted, repeats told apart. */
export type Told = {
  readonly requests: number;
  /** Ids of events in each request, in their order. */
  readonly batches: readonly (readonly string[])[];
  /** Ids of the events that were counted, each once. */
  readonly counted: readonly string[];
};

/**
 * Ad platforms as their documents say, at http://platforms.test/{name}/{platform}/…: Meta and Google
 * take all or none, LinkedIn and Microsoft answer per event. Google also has service accounts, see
 * `answerForAccounts`. An event whose id holds "poison" is at fault, and so
 * is one that is too old. `{name}` sets the mood: "busy…" answers 429 twice, "broken…" always 500,
 * "slow…" never answers. `GET /{name}/mended` ends what is broken or poisoned; `GET /{name}/told` lists
 * what came.
 */
export async function startAdPlatforms(): Promise<(request: Request) => Promise<Response>> {
  const worlds = new Map<string, World>();
  const server = createServer((request, response) => void receive(request, response, worlds));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: request.method === 'GET' ? null : await request.text(),
    });
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse<IncomingMessage>,
  worlds: Map<string, World>,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://platforms.test');
  const [, name = '', platform = ''] = url.pathname.split('/');
  const fresh: World = {
    requests: 0,
    batches: [],
    counted: new Set(),
    busy: 2,
    mended: false,
    kept: [],
  };
  const world = worlds.get(name) ?? fresh;
  worlds.set(name, world);
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { 'Content-Type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  if (platform === 'mended') {
    world.mended = true;
    answer(200, {});
    return;
  }
  if (platform === 'told') {
    // Whoever still waits for an answer has given up by now.
    for (const waiting of world.kept.splice(0)) waiting.socket.destroy();
    const { requests, batches, counted } = world;
    answer(200, { requests, batches, counted: [...counted] } satisfies Told);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  world.requests += 1;
  if (name.startsWith('slow')) {
    world.kept.push(request);
    return;
  }
  if (name.startsWith('broken') && !world.mended) {
    answer(500, {});
    return;
  }
  if (name.startsWith('busy') && world.busy > 0) {
    world.busy -= 1;
    answer(429, { error: { code: 4, message: 'limit' } }, { 'Retry-After': '60' });
    return;
  }
  const text = Buffer.concat(chunks).toString();
  if (platform === 'account') {
    world.requests -= 1;
    return answerForAccounts(url, text, { name, answer });
  }
  const body = JSON.parse(text || '{}');
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const bearer = token === PLATFORM_TOKEN || isGranted(name, token);
  switch (platform) {
    case 'meta':
      return meta(url, body, { world, answer });
    case 'linkedin':
      return bearer ? linkedin(request, body, { world, answer }) : answer(401, {}) && undefined;
    case 'google':
      return bearer ? google(url, body, { world, answer }) : answer(401, {}) && undefined;
    case 'microsoft':
      return bearer ? microsoft(url, body, { world, answer }) : answer(401, {}) && undefined;
    default:
      answer(404, {});
  }
}
