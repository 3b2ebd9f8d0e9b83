import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { BROWSER, ORIGIN, readVisit } from '../visit.ts';
import { catalog } from '../world.ts';

/** A visit to a Worker that has read nothing yet. */
async function firstVisit() {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const ctx = createExecutionContext();
  const request = new Request(`${ORIGIN}/demo/`, { headers: BROWSER });
  const visited = await readVisit(await app.fetch(request, env, ctx));
  await waitOnExecutionContext(ctx);
  return visited;
}

test('an epoch on record that nobody can read costs no visitor the page', async () => {
  expect((await firstVisit()).view.a).not.toEqual([]);
  await env.DB.prepare("UPDATE epochs SET weights_bp = 'null'").run();
  for (let visitors = 0; visitors < 10; visitors++) {
    const { response, heading, token } = await firstVisit();
    expect(response.status).toBe(200);
    expect(heading).toBe('Demo control');
    expect(token, 'the view is not counted').toBe('');
    expect(response.headers.get('Set-Cookie')).toBeNull();
  }
});
