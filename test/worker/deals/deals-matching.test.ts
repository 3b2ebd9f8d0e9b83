import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { insertReference } from '#worker/store/leads/lead-references.ts';
import { writeHandoff } from '#worker/visitor/handoff.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { ORIGIN, post, rowsOf, type Visit } from '../visit.ts';
import { aLead, at, counted, euros } from './deals-lead.ts';
import { runCron, tell } from './deals-world.ts';

test('a lead is found by hand-off, record, id or address, in this order', async () => {
  const names = ['handoff', 'record', 'lead', 'email'] as const;
  const pages: Visit[] = [];
  for (const name of names) pages.push(await aLead(`${name}@example.com`));
  const [byHandoff, byRecord, byId] = pages as [Visit, Visit, Visit, Visit];
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  const [unit] = await rowsOf('exposures');
  const handoff = await writeHandoff(
    {
      unitId: String(unit?.unit_id),
      viewNonce: byHandoff.view.n,
      issuedAt: at(0),
      expiresAt: at(24),
      adUse: false,
    },
    keys,
  );
  const reference = { source: 'crm', reference: '51', leadId: byRecord.view.n };
  await insertReference(env.DB, reference, Date.now()).run();
  const all = {
    handoff,
    recordId: ['50', '51'],
    leadId: byId.view.n,
    email: ' EMAIL@example.com',
  };
  const { handoff: _h, ...withoutHandoff } = all;
  const { recordId: _r, ...withoutRecord } = withoutHandoff;
  const { leadId: _l, ...withoutId } = withoutRecord;
  const refs = [all, withoutHandoff, withoutRecord, withoutId];
  await tell(
    refs.map((ref, index) => ({
      id: `e${index}`,
      deal: `d${index}`,
      stage: 'won',
      at: at(1),
      ref,
    })),
  );
  const events = await rowsOf('stage_events');
  expect(events.map((row) => [row.matched_by, row.lead_id])).toEqual(
    names.map((name, index) => [name, pages[index]?.view.n]),
  );
  expect(JSON.stringify(events)).not.toMatch(/example\.com/i);
  const otherEnd = handoff.endsWith('A') ? 'Q' : 'A';
  const forged = { ...all, handoff: `${handoff.slice(0, -1)}${otherEnd}` };
  await tell({ id: 'e9', deal: 'd9', stage: 'won', at: at(1), ref: forged });
  expect((await rowsOf('stage_events')).at(-1)).toMatchObject({ matched_by: 'record' });
});

test('an event that comes before its lead waits, and so does one of a record unknown yet', async () => {
  const won = { deal: 'd', stage: 'won', at: at(1), amount: euros(500) };
  await tell({ id: '1', ...won, ref: { email: 'ada@example.com' } });
  const answer = await tell({ id: '2', ...won, deal: 'e', ref: { recordId: '77' } });
  expect(answer).toMatchObject({ accepted: 1, unmatched: 1 });
  expect(await rowsOf('deals')).toEqual([]);
  const { view } = await aLead('Ada@Example.com');
  await runCron();
  expect(await counted()).toMatchObject({ won: [1, 0], revenue: [1, 500] });
  await insertReference(env.DB, { source: 'crm', reference: '77', leadId: view.n }, at(0)).run();
  await runCron();
  expect(await counted()).toMatchObject({ won: [1, 0], revenue: [1, 1_000] });
});

test('what the CRM says of a time before the lead is not credited to it', async () => {
  await aLead();
  const old = { id: '1', deal: 'd', stage: 'won', at: at(-30), amount: euros(500) };
  expect(await tell({ ...old, ref: { email: 'ada@example.com' } })).toMatchObject({ unmatched: 1 });
  expect((await counted()).won).toBeUndefined();
  // A CRM that knows days alone dates the sale of today before the lead of today.
  await tell({ ...old, id: '2', deal: 'e', at: at(-8), ref: { email: 'ada@example.com' } });
  expect(await counted()).toMatchObject({ won: [1, 0], revenue: [1, 500] });
});

test('a deal of several leads is booked once, and moves when an earlier lead turns up', async () => {
  const first = await aLead('first@example.com');
  const second = await aLead('second@example.com');
  const won = { deal: 'd', stage: 'won', at: at(1), amount: euros(700) };
  await tell({ id: '1', ...won, ref: { leadId: second.view.n } });
  const units = async () =>
    (await rowsOf('conversions'))
      .filter((row) => row.metric_id === 'revenue')
      .map((row) => [row.view_nonce, row.quantity, row.value_minor]);
  expect(await units()).toEqual([[second.view.n, 1, 700]]);
  await tell({ id: '2', ...won, ref: { leadId: first.view.n } });
  expect(await units()).toEqual([
    [second.view.n, 1, 700],
    [second.view.n, -1, -700],
    [first.view.n, 1, 700],
  ]);
  expect(await counted()).toMatchObject({ won: [1, 0], revenue: [1, 700] });
});

test('what an erased visitor bought later is told of nobody', async () => {
  const page = await aLead();
  const [exposure] = await rowsOf('exposures');
  const won = { deal: 'd', stage: 'won', at: at(1), amount: euros(700) };
  await tell({ id: '1', ...won, ref: { leadId: page.view.n } });
  const answer = await post('/_tl/privacy/erase', '', {
    Accept: 'application/json',
    Cookie: page.cookie,
    Origin: ORIGIN,
  });
  expect(answer.status, await answer.text()).toBe(200);
  await tell([
    { id: '2', deal: 'd', stage: 'refunded', at: at(2) },
    { id: '3', ...won, deal: 'e', ref: { leadId: page.view.n, email: 'ada@example.com' } },
  ]);
  await runCron();
  for (const table of ['stage_events', 'deals', 'conversions']) {
    expect(JSON.stringify(await rowsOf(table))).not.toContain(String(exposure?.unit_id));
  }
  expect(await rowsOf('conversions')).toEqual([]);
});
