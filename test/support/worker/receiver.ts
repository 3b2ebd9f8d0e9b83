import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startAdPlatforms } from './ad-platforms.ts';
import { answerAsCrm } from './crm-receiver.ts';
import { answerAboutDeals } from './hubspot-deals.ts';
import { ALERT_SECRET, TURNSTILE_SECRET } from './secrets.ts';

/** What a receiver got: where, what, and whether the signature was right. */
export type Received = {
  readonly path: string;
  readonly method: string;
  readonly id: string;
  readonly genuine: boolean;
  readonly body: unknown;
};

/**
 * A real HTTP server that takes webhooks at http://receiver.test, in many moods, by path:
 * `/{name}/ok`, `/{name}/status/500`, `/{name}/busy` (503 with Retry-After), `/{name}/gone`,
 * `/{name}/silent` (never answers), `/{name}/reset` (hangs up), `/{name}/named` (gives an id),
 * `/{name}/turnstile` (takes "person" for a person), or as a CRM (see `answerAsCrm`). `GET /{name}/seen` lists what came,
 * `GET /all/forget` makes that nothing.
 * http://platforms.test are ad platforms (see `startAdPlatforms`).
 * Answers the function that the Worker's requests go through; any other host gets 599.
 */
export async function startReceiver(): Promise<(request: Request) => Promise<Response>> {
  // Of this receiver alone: files of tests that run beside each other have one each.
  const seen: Received[] = [];
  const kept: IncomingMessage[] = [];
  const server = createServer((request, response) => void receive(request, response, seen, kept));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  const adPlatforms = await startAdPlatforms();
  return async (request) => {
    const url = new URL(request.url);
    if (url.hostname === 'platforms.test') return adPlatforms(request);
    if (url.hostname !== 'receiver.test') {
      return new Response(`No network in tests: ${request.url}`, { status: 599 });
    }
    const headers = Object.fromEntries(request.headers);
    const body = ['GET', 'HEAD'].includes(request.method) ? null : await request.text();
    return fetch(`http://127.0.0.1:${port}${url.pathname}`, {
      method: request.method,
      headers,
      body,
      redirect: 'manual',
    });
  };
}

/** `kept` are requests that get no answer, or none that ends. */
async function receive(
  request: IncomingMessage,
  response: ServerResponse<IncomingMessage>,
  seen: Received[],
  kept: IncomingMessage[],
): Promise<void> {
  const path = request.url ?? '/';
  const [, name = '', mood = '', status = '200'] = path.split('/');
  if (mood === 'seen' || mood === 'forget') {
    // Whoever still waits for an answer has given up by now.
    for (const waiting of kept.splice(0)) waiting.socket.destroy();
    if (mood === 'forget') seen.length = 0;
    const own = seen.filter((one) => one.path.startsWith(`/${name}/`));
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(own));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const id = String(request.headers['webhook-id'] ?? request.headers['idempotency-key'] ?? '');
  const method = request.method ?? '';
  const body = bodyOf(text);
  seen.push({ path, method, id, genuine: isGenuine(request, id, text), body });
  switch (mood) {
    case 'silent':
      kept.push(request);
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'busy':
      response.writeHead(503, { 'Retry-After': '7200' }).end();
      return;
    case 'gone':
      response.writeHead(410).end();
      return;
    case 'turnstile':
      response.writeHead(200).end(JSON.stringify(turnstileAnswer(body)));
      return;
    case 'named':
      response.writeHead(200).end('{"id":"rec-7"}');
      return;
    case 'deals':
      answerAboutDeals({ path, token: String(request.headers.authorization), body }, response);
      return;
    default:
      if (mood !== 'status') {
        const token = String(request.headers.authorization ?? '');
        if (answerAsCrm({ path, method, token, body }, response)) {
          if (mood === 'slow') kept.push(request);
          return;
        }
      }
      response.writeHead(mood === 'status' ? Number(status) : 200).end('taken');
  }
}

/** As documented: developers.cloudflare.com/turnstile/get-started/server-side-validation */
function turnstileAnswer(given: unknown): object {
  const body = given as { readonly secret?: unknown; readonly response?: unknown };
  if (body.secret !== TURNSTILE_SECRET) {
    return { success: false, 'error-codes': ['invalid-input-secret'] };
  }
  return body.response === 'person'
    ? { success: true, 'error-codes': [], hostname: 'lp.example.com' }
    : { success: false, 'error-codes': ['invalid-input-response'] };
}

/** JSON, or what is no JSON as text. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text || 'null');
  } catch {
    return text;
  }
}

/** Standard Webhooks, verified by itself: nothing of the Worker's code is used here. */
function isGenuine(request: IncomingMessage, id: string, body: string): boolean {
  const seconds = String(request.headers['webhook-timestamp'] ?? '');
  const [, signature = ''] = String(request.headers['webhook-signature'] ?? '').split(',');
  const key = Buffer.from(ALERT_SECRET.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
