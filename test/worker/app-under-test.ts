import { createApp } from '#worker/app.ts';
import { catalog } from './world.ts';

/** The Worker under test: everything but Astro, on the tests' own catalog and pages. */
const startApp = () =>
  createApp({
    catalog,
    renderPage: async (request) => new Response(`Astro renders ${new URL(request.url).pathname}`),
    now: () => Date.now(),
    development: false,
  });

let app = startApp();
let starts = 0;
let unfinished = 0;

export const worker: typeof app = {
  fetch: (request, env, ctx) => app.fetch(withAddress(request), env, counted(ctx)),
  scheduled: (controller, env) => app.scheduled(controller, env),
};

/** Files of tests share an isolate: each starts with a Worker that remembers nothing, elsewhere. */
export function restartWorker(): void {
  app = startApp();
  starts += 1;
  unfinished = 0;
}

/** How much of what goes on behind answers is not done yet. */
export function unfinishedWork(): number {
  return unfinished;
}

/** Wrong keys close the report to whoever sends them, for a minute: no file waits for another's. */
function withAddress(request: Request): Request {
  if (request.headers.has('CF-Connecting-IP')) return request;
  const sent = new Request(request);
  sent.headers.set('CF-Connecting-IP', `2001:db8::${starts.toString(16)}`);
  return sent;
}

function counted(ctx: ExecutionContext): ExecutionContext {
  const start = starts;
  const done = () => {
    if (start === starts) unfinished -= 1;
  };
  return new Proxy(ctx, {
    get: (target, name) => {
      if (name !== 'waitUntil') return Reflect.get(target, name);
      return (work: Promise<unknown>) => {
        unfinished += 1;
        target.waitUntil(work.then(done, done));
      };
    },
  });
}
