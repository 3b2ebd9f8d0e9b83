import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { aHistory, shuffledCopies } from '#test/domain/revenue/histories.ts';
import { dropStatistics, fold } from '#worker/store/counts/fold.ts';
import { seeded } from '../../support/seeded.ts';
import { anExposureRow, write } from '../report/looks-world.ts';
import { rowsOf } from '../visit.ts';
import { counted } from './deals-lead.ts';
import { dealsCatalog, runCron, tell } from './deals-world.ts';

const HISTORIES = 300;
const AT_ONCE = 4;

test('300 histories, each event eight times in any order, come to the cent through the door', {
  timeout: 60_000,
}, async () => {
  const random = seeded(77);
  const histories = Array.from({ length: HISTORIES }, (_, number) => aHistory(random, number));
  await write(
    histories.map(({ unitId, leadAt }) =>
      anExposureRow({ unitId, at: leadAt - 60_000, timeZone: 'Europe/Berlin', variantId: 'bold' }),
    ),
  );
  await env.DB.prepare(
    `INSERT INTO leads (lead_id, form_id, landing, unit_id, view_nonce, occurred_at, sealed_fields)
     SELECT 'lead-' || (value ->> 'id'), 'signup', '/demo/', value ->> 'unitId', value ->> 'unitId',
       value ->> 'leadAt', '' FROM json_each(?1)`,
  )
    .bind(JSON.stringify(histories))
    .run();
  const events = histories.flatMap(({ id, events: own }) =>
    own.map((event) => ({ ...event, deal: id, ref: { leadId: `lead-${id}` } })),
  );
  const sent = shuffledCopies(random, events, 8);
  let accepted = 0;
  for (let from = 0; from < sent.length; from += AT_ONCE * 100) {
    const requests = Array.from({ length: AT_ONCE }, (_, one) =>
      sent.slice(from + one * 100, from + (one + 1) * 100),
    ).filter((list) => list.length > 0);
    const answers = await Promise.all(requests.map((list) => tell(list)));
    accepted += answers.reduce((sum, answer) => sum + answer.accepted, 0);
    // Statistics are made in between, as the cron does.
    if (random() < 0.2) await fold(env.DB, dealsCatalog, Date.now());
  }
  expect(accepted).toBe(events.length);
  const cents = histories.reduce((sum, { books }) => sum + books.cents, 0);
  const won = histories.filter(({ books }) => books.standsWon).length;
  const qualified = histories.filter(({ books }) => books.qualified).length;
  const expected = { won: [won, 0], revenue: [won, cents], qualified: [qualified, 0] };
  expect(cents).toBeGreaterThan(10_000_000);
  expect(await counted()).toMatchObject(expected);
  const before = (await rowsOf('conversions')).length;
  await runCron();
  expect((await rowsOf('conversions')).length).toBe(before);
  expect(await counted()).toMatchObject(expected);
  await dropStatistics(env.DB);
  await fold(env.DB, dealsCatalog, Date.now());
  expect(await counted()).toMatchObject(expected);
});
