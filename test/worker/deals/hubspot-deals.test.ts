import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { insertReference } from '#worker/store/leads/lead-references.ts';
import { ORIGIN, rowsOf } from '../visit.ts';
import { aLead, counted } from './deals-lead.ts';
import { dealsWorker, type HookResult, runCron, sendHook } from './deals-world.ts';
import { dealMoved, hubSpotHeaders } from './hubspot-headers.ts';

const answering = dealsWorker({ lookup: 'hubspot/deals' });

/** HubSpot tells what happened; `worker` knows where to ask back. */
async function hubSpot(news: unknown, worker = answering): Promise<HookResult> {
  const body = JSON.stringify(news);
  const headers = await hubSpotHeaders(`${ORIGIN}/_tl/hooks/hubspot`, body);
  const response = await sendHook('hubspot', body, headers, { worker });
  expect(response.status).toBe(200);
  return response.json();
}

test('asks HubSpot whose the deal is and for how much it was sold', async () => {
  const { view } = await aLead('someone@example.com');
  await aLead('ada@example.com');
  const reference = { source: 'hubspot', reference: '72', leadId: view.n };
  await insertReference(env.DB, reference, Date.now()).run();
  const news = [dealMoved(9_001, 'closedwon'), dealMoved(9_002, 'closedwon')];
  expect(await hubSpot([...news, dealMoved(9_999, 'closedwon')])).toMatchObject({
    accepted: 3,
    unmatched: 1,
  });
  // The second contact of the first deal, and the address of the second's; the site's currency.
  const matched = (await rowsOf('stage_events')).map((row) => [row.deal_id, row.matched_by]);
  expect(matched).toEqual([
    ['9001', 'record'],
    ['9002', 'email'],
    ['9999', null],
  ]);
  expect(await counted()).toMatchObject({ won: [2, 0], revenue: [2, 169_990] });
  expect(await hubSpot(news)).toMatchObject({ accepted: 0, duplicate: 2 });
  expect(await counted()).toMatchObject({ won: [2, 0], revenue: [2, 169_990] });
});

test('the lifecycle of a contact is about its lead', async () => {
  const { view } = await aLead();
  const reference = { source: 'hubspot', reference: '51', leadId: view.n };
  await insertReference(env.DB, reference, Date.now()).run();
  const moved = {
    eventId: 2,
    subscriptionType: 'object.propertyChange',
    objectTypeId: '0-1',
    objectId: 51,
    propertyName: 'lifecyclestage',
    propertyValue: 'qualifiedtobuy',
    occurredAt: Date.now(),
  };
  expect(await hubSpot([moved])).toMatchObject({ accepted: 1, unmatched: 0 });
  expect(await counted()).toMatchObject({ qualified: [1, 0] });
});

test.for(['down/status/500', 'down/reset', 'down/silent'])(
  'a HubSpot that answers with %s is asked again by the cron',
  async (mood) => {
    await aLead('ada@example.com');
    const told = await hubSpot([dealMoved(9_002, 'closedwon')], dealsWorker({ lookup: mood }));
    expect(told).toMatchObject({ accepted: 1, unmatched: 1 });
    await fetch('http://receiver.test/down/seen');
    await runCron(answering);
    expect((await counted()).won).toBeUndefined();
    // As if its minute had passed.
    await env.DB.prepare('UPDATE stage_events SET lookup_at = 1').run();
    await runCron(dealsWorker({ lookup: 'down/status/500' }));
    const [failed] = await rowsOf('stage_events');
    expect(failed).toMatchObject({ lookup_tries: 1, lookup_error: 'the CRM did not answer' });
    expect(Number(failed?.lookup_at)).toBeGreaterThan(Date.now());
    await env.DB.prepare('UPDATE stage_events SET lookup_at = 1').run();
    await runCron(answering);
    expect(await counted()).toMatchObject({ won: [1, 0], revenue: [1, 20_000] });
    expect(await rowsOf('stage_events')).toMatchObject([{ lookup_at: null, matched_by: 'email' }]);
  },
);
