import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { formMessagesOf } from '#experiments/words/words-of.ts';
import { createApp } from '#worker/app.ts';
import { failingDatabase } from '../events/failing-database.ts';
import { ORIGIN, readVisit, visit } from '../visit.ts';
import { catalog, LANDING } from '../world.ts';
import { FILLED, formOf } from './submit-form.ts';

/** The site with its form on a page in Austrian German, where the site has a word of its own. */
const german = createApp({
  catalog: {
    ...catalog,
    landings: catalog.landings.map((landing) =>
      landing.path === LANDING ? { ...landing, locale: 'de-AT' } : landing,
    ),
    formMessages: formMessagesOf(['en', 'de-AT'], {
      'de-AT': { fillIn: 'Dieses Feld bitte auch.' },
    }),
  },
  renderPage: async () => new Response(null, { status: 404 }),
  now: () => Date.now(),
  development: false,
});

async function submitted(fields: Partial<typeof FILLED>, bindings: Cloudflare.Env = env) {
  let page = await visit('/demo/');
  while (!page.html.includes('name="company"')) page = await visit('/demo/');
  const [body, headers] = formOf(page, { ...FILLED, ...fields });
  const request = new Request(`${ORIGIN}/_tl/forms/signup`, { method: 'POST', body, headers });
  const answer = await german.fetch(request, bindings, createExecutionContext());
  return { status: answer.status, html: (await readVisit(answer)).html };
}

test('answers a form in the language of its page', async () => {
  const { status, html } = await submitted({ email: 'ada', company: '', note: 'x'.repeat(501) });
  expect(status).toBe(422);
  expect(html).toContain('<p data-form-error>Bitte prüfen Sie die markierten Felder.');
  expect(html).toContain('<p data-error-for="email">Bitte geben Sie eine E-Mail-Adresse an, zum');
  expect(html).toContain('<p data-error-for="company">Dieses Feld bitte auch.');
  expect(html).toContain('<p data-error-for="note">Bitte höchstens 500 Zeichen.');
});

test('says in the language of the page that nothing was saved', async () => {
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const { status, html } = await submitted({}, { ...env, DB });
  expect(status).toBe(503);
  expect(html).toContain('Das konnten wir gerade nicht speichern.');
});
