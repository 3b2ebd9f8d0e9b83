import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an ad platform got: each request, and each event that it counted, repeats told apart. */
export type Told = {
  readonly requests: number;
  /** Ids of events in each request, in their order. */
  readonly batches: readonly (readonly string[])[];
  /** Ids of the events that were counted, each once. */
  readonly counted: readonly string[];
};

type World = { requests: number; batches: string[][]; counted: Set<string>; busy: number };

const DAY_MS = 86_400_000;
/** What their interfaces ask for as a token; another one is refused as each of them does. */
export const PLATFORM_TOKEN = 'a-token-of-the-platforms';

/**
 * Ad platforms as their documents say, at http://platforms.test/{name}/{platform}/…: Meta and Google
 * take all or none, LinkedIn answers per event. An event whose id holds "poison" is at fault, and so
 * is one that is too old. `{name}` sets the mood: "busy…" answers 429 twice, "broken…" always 500,
 * "slow…" never answers. `GET /{name}/told` lists what came.
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

/** Requests that get no answer. */
const kept: IncomingMessage[] = [];

async function receive(
  request: IncomingMessage,
  response: ServerResponse<IncomingMessage>,
  worlds: Map<string, World>,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://platforms.test');
  const [, name = '', platform = ''] = url.pathname.split('/');
  const fresh: World = { requests: 0, batches: [], counted: new Set(), busy: 2 };
  const world = worlds.get(name) ?? fresh;
  worlds.set(name, world);
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { 'Content-Type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  if (platform === 'told') {
    // Whoever still waits for an answer has given up by now.
    for (const waiting of kept.splice(0)) waiting.socket.destroy();
    const { requests, batches, counted } = world;
    answer(200, { requests, batches, counted: [...counted] } satisfies Told);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  world.requests += 1;
  if (name.startsWith('slow')) {
    kept.push(request);
    return;
  }
  if (name.startsWith('broken')) {
    answer(500, {});
    return;
  }
  if (name.startsWith('busy') && world.busy > 0) {
    world.busy -= 1;
    answer(429, { error: { code: 4, message: 'limit' } }, { 'Retry-After': '60' });
    return;
  }
  const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  const bearer = request.headers.authorization === `Bearer ${PLATFORM_TOKEN}`;
  switch (platform) {
    case 'meta':
      return meta(url, body, { world, answer });
    case 'linkedin':
      return bearer ? linkedin(request, body, { world, answer }) : answer(401, {}) && undefined;
    case 'google':
      return bearer ? google(url, body, { world, answer }) : answer(401, {}) && undefined;
    default:
      answer(404, {});
  }
}

type Doing = {
  readonly world: World;
  readonly answer: (status: number, body: unknown) => unknown;
};

function count(world: World, ids: readonly string[], at: (id: string, row: number) => boolean) {
  world.batches.push([...ids]);
  ids.forEach((id, row) => {
    if (at(id, row)) world.counted.add(id);
  });
}

/** Facebook's own words, as its documents give them; no index is named. */
function meta(url: URL, body: MetaBody, { world, answer }: Doing): void {
  if (url.searchParams.get('access_token') !== PLATFORM_TOKEN) {
    answer(400, { error: { code: 190, message: 'Invalid OAuth access token.' } });
    return;
  }
  const ids = body.data.map(({ event_id }) => event_id);
  const oldest = (Date.now() - 7 * DAY_MS) / 1_000;
  const bad = body.data.some((one) => one.event_time < oldest || one.event_id.includes('poison'));
  count(world, ids, () => !bad);
  if (!bad) answer(200, { events_received: ids.length, messages: [], fbtrace_id: 'A' });
  else {
    const error_user_msg = 'The timestamp for this event is too far in the past.';
    answer(400, { error: { code: 100, message: 'Invalid parameter', error_user_msg } });
  }
}

function linkedin(request: IncomingMessage, body: LinkedInBody, { world, answer }: Doing): void {
  if (
    request.headers['x-restli-method'] !== 'BATCH_CREATE' ||
    !request.headers['linkedin-version']
  ) {
    answer(400, { message: 'Header missing' });
    return;
  }
  const ids = body.elements.map(({ eventId }) => eventId);
  const isBad = (id: string, row: number) =>
    id.includes('poison') ||
    (body.elements[row]?.conversionHappenedAt ?? 0) < Date.now() - 90 * DAY_MS;
  count(world, ids, (id, row) => !isBad(id, row));
  answer(200, {
    elements: ids.map((id, row) =>
      isBad(id, row)
        ? {
            status: 400,
            error: { status: 400, message: 'Conversion is not valid for someone@example.com' },
          }
        : { status: 201 },
    ),
  });
}

/** A `BadRequest` with the field that is at fault, as google.rpc has it. */
function google(url: URL, body: GoogleBody, { world, answer }: Doing): void {
  if (url.pathname.endsWith('requestStatus:retrieve')) {
    const failed = url.searchParams.get('requestId')?.includes('fail');
    answer(200, {
      requestStatusPerDestination: [
        failed
          ? {
              requestStatus: 'FAILED',
              errorInfo: {
                errorCounts: [
                  { recordCount: '1', reason: 'PROCESSING_ERROR_REASON_CLICK_NOT_FOUND' },
                ],
              },
            }
          : { requestStatus: 'SUCCESS' },
      ],
    });
    return;
  }
  const ids = body.events.map(({ transactionId }) => transactionId);
  const bad = ids.flatMap((id, row) => (id.includes('poison') ? [row] : []));
  count(world, ids, () => bad.length === 0);
  if (bad.length === 0) {
    answer(200, {
      requestId: `request-${ids.some((id) => id.includes('unknown')) ? 'fail' : 'fine'}`,
    });
    return;
  }
  const fieldViolations = bad.map((row) => ({
    field: `events.events[${row}].ad_identifiers.gclid`,
    description: 'The click id cannot be decoded.',
  }));
  answer(400, {
    error: {
      code: 400,
      message: 'Invalid argument',
      status: 'INVALID_ARGUMENT',
      details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }],
    },
  });
}

type MetaBody = {
  readonly data: readonly { readonly event_id: string; readonly event_time: number }[];
};
type LinkedInBody = {
  readonly elements: readonly { readonly eventId: string; readonly conversionHappenedAt: number }[];
};
type GoogleBody = { readonly events: readonly { readonly transactionId: string }[] };
