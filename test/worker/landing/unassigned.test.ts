import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { restartWorker } from '../app-under-test.ts';
import { visit } from '../visit.ts';

test('an epoch on record that nobody can read costs no visitor the page', async () => {
  expect((await visit('/demo/')).view.a).not.toEqual([]);
  await env.DB.prepare("UPDATE epochs SET weights_bp = 'null'").run();
  restartWorker();
  for (let visitors = 0; visitors < 10; visitors++) {
    const { response, heading, token } = await visit('/demo/');
    expect(response.status).toBe(200);
    expect(heading).toBe('Demo control');
    expect(token, 'the view is not counted').toBe('');
    expect(response.headers.get('Set-Cookie')).toBeNull();
  }
});
