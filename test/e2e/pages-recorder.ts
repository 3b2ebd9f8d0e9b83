import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrackerEvent } from '#experiments/contract/events.ts';
import type { View } from '#experiments/contract/token.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { buildSite, withBuildLock } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';

/** One request of the tracker as it came, with the status that it was answered with. */
export type Received = {
  readonly view: View;
  readonly events: readonly TrackerEvent[];
  readonly status: number;
};

/** A server that hands out the built landing page and writes down what the tracker sends. */
export type Recorder = {
  readonly origin: string;
  readonly received: Received[];
  /** Nonce of each landing page handed out, in order. */
  readonly nonces: string[];
  /** Paths with query of everything else that was asked for, in order. */
  readonly asked: string[];
  /** HTML of every page that is not the landing; it counts nothing. */
  door: string;
  /** Answers `/held/`, which waits for it. */
  release: () => void;
  /** Status of the next requests for events; asked once per request. */
  answer: () => number;
  /** Consent mode of the next pages; null hands out pages without a token. */
  mode: View['m'] | null;
  readonly close: () => Promise<void>;
};

/** Distinct events that were answered with 202, in the order of arrival. */
export function stored(recorder: Recorder): readonly TrackerEvent[] {
  const kept = recorder.received
    .filter(({ status }) => status === 202)
    .flatMap(({ events }) => events);
  return [...new Map(kept.map((event) => [event.id, event])).values()];
}

/** What an event is counted as: exposure, stage of a signal or metric. */
export function kindOf(event: TrackerEvent): string {
  if (event.type === 'exposure') return 'exposure';
  return event.type === 'signal' ? event.stage : event.metric;
}

/** The built page `/crm/` with its policy; builds the site when it is not up to date. */
export async function builtPage(): Promise<{ readonly html: string; readonly csp: string }> {
  const state = mkdtempSync(join(tmpdir(), 'truelift-'));
  const built = await buildSite(toolEnvironment(state));
  rmSync(state, { recursive: true, force: true });
  if (!built.ok) throw new Error(built.sentence);
  const file = await withBuildLock(async () =>
    readFileSync(join(ROOT, 'dist/client/crm/index.html'), 'utf8'),
  );
  const end = file.indexOf('\n');
  const head = JSON.parse(file.slice('<!--tl:'.length, end - '-->'.length)) as {
    readonly csp: string;
  };
  return { html: file.slice(end + 1), csp: head.csp };
}

/** Starts one on a free port of the loopback interface. */
export async function startRecorder(page: {
  readonly html: string;
  readonly csp: string;
}): Promise<Recorder> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/crm/') return sendLanding(response);
    if (pathname === '/held/') {
      recorder.release = () => send(response, 200, '');
      return;
    }
    if (pathname !== '/_tl/events') {
      recorder.asked.push(request.url ?? '');
      return send(response, 200, recorder.door);
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        view: string;
        events: TrackerEvent[];
      };
      const status = recorder.answer();
      recorder.received.push({ view: viewOf(body.view), events: body.events, status });
      send(response, status, '{}');
    });
  });

  function sendLanding(response: ServerResponse): void {
    const nonce = randomUUID();
    recorder.nonces.push(nonce);
    const token = recorder.mode === null ? '' : tokenOf(nonce, recorder.mode);
    const html = page.html.replace(/tlslot~*/g, (slot) => token.padEnd(slot.length));
    response.setHeader('Content-Security-Policy', page.csp);
    response.setHeader('Cache-Control', 'private, no-cache');
    send(response, 200, html);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const recorder: Recorder = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    nonces: [],
    asked: [],
    door: '<!doctype html><title>Door</title>',
    release: () => {},
    answer: () => 202,
    mode: 'cookie',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return recorder;
}

function send(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(body);
}

function tokenOf(nonce: string, mode: View['m']): string {
  const view: View = {
    n: nonce,
    t: 0,
    p: '/crm/',
    m: mode,
    b: 0,
    d: 'desktop',
    c: 'DE',
    r: 0,
    a: [],
  };
  return `1.k1.${Buffer.from(JSON.stringify(view)).toString('base64url')}.${'m'.repeat(22)}`;
}

function viewOf(token: string): View {
  return JSON.parse(Buffer.from(token.split('.')[2] ?? '', 'base64url').toString()) as View;
}
