import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { settleJourneys } from '#worker/leads/settle-journeys.ts';
import { readLeadTouches } from '#worker/store/leads/lead-touches.ts';
import { ORIGIN, rowsOf, send } from '../visit.ts';
import { catalog } from '../world.ts';
import { HANDOFF, openPage, sendForm, workerAt } from './handoff-world.ts';

const DAY = 86_400_000;

test('a lead keeps its first and its last arrival after the raw ones are gone, and neither is ever rewritten', async () => {
  const at = Date.now();
  const first = await openPage(`${HANDOFF}?utm_source=news&utm_medium=email`, {}, workerAt(at));
  const arrival = { query: 'utm_source=news&utm_medium=email', referrer: '' };
  await send(first, [{ id: first.view.n, type: 'exposure', at: at - DAY, arrival }]);
  const query = 'gclid=Ab_C&utm_campaign=brand';
  const again = await openPage(`${HANDOFF}?${query}`, { Cookie: first.cookie }, workerAt(at));
  const referrer = `${ORIGIN}${HANDOFF}?${query}`;
  const answer = await sendForm(
    workerAt(at + 60_000),
    { ...again, cookie: first.cookie },
    {
      fields: { email: 'ada@example.com' },
      referrer,
    },
  );
  expect(answer.status).toBe(303);
  const leadIds = (await rowsOf('leads')).map(({ lead_id }) => String(lead_id));
  await settleJourneys(env.DB, catalog, at + 120_000);
  expect(await readLeadTouches(env.DB, leadIds)).toEqual([]);
  await settleJourneys(env.DB, catalog, at + 3_600_000);
  const settled = await readLeadTouches(env.DB, leadIds);
  expect(
    settled.map(({ position, source, medium, network, campaign }) => [
      position,
      source,
      medium,
      network,
      campaign,
    ]),
  ).toEqual([
    ['first', 'news', 'email', '', ''],
    ['last', '', '', 'google', 'brand'],
    ['last-non-direct', '', '', 'google', 'brand'],
  ]);
  await env.DB.exec('DELETE FROM touchpoints');
  await settleJourneys(env.DB, catalog, at + 7_200_000);
  expect(await readLeadTouches(env.DB, leadIds)).toEqual(settled);
});
