import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { bookings } from '#experiments/revenue/bookings.ts';
import { dealState } from '#experiments/revenue/deal-state.ts';
import { book } from '#worker/deals/book.ts';
import { bookDeals } from '#worker/store/deals/book-deals.ts';
import { readDeals } from '#worker/store/deals/due-deals.ts';
import { rowsOf } from '../visit.ts';
import { aLead, at, counted, euros } from './deals-lead.ts';
import { dealsCatalog, dealsWorker, runCron, tell } from './deals-world.ts';

test('a deal goes its way to won, is paid back in part, and is lost after all', async () => {
  const { view } = await aLead();
  const ref = { leadId: view.n };
  const steps: [unknown, object][] = [
    [
      { id: '1', deal: 'd', stage: 'qualified', at: at(0.001), ref },
      { qualified: [1, 0], signup: [1, 0] },
    ],
    [
      { id: '2', deal: 'd', stage: 'closedwon', at: at(2), amount: euros(120_000), ref },
      { qualified: [1, 0], won: [1, 0], revenue: [1, 120_000] },
    ],
    // Only the deal is named from here on.
    [
      { id: '3', deal: 'd', stage: 'refunded', at: at(4), amount: euros(20_050) },
      { won: [1, 0], revenue: [1, 99_950] },
    ],
    [
      { id: '4', deal: 'd', stage: 'lost', at: at(6) },
      { won: [0, 0], revenue: [0, 0] },
    ],
    [
      { id: '5', deal: 'd', stage: 'won', at: at(8), amount: { minor: 1_000, currency: 'USD' } },
      { qualified: [1, 0], won: [1, 0], revenue: [1, 900] },
    ],
  ];
  for (const [event, expected] of steps) {
    expect(await tell(event)).toMatchObject({ accepted: 1, unmatched: 0 });
    expect(await counted()).toMatchObject(expected);
    expect(await tell(event)).toMatchObject({ duplicate: 1 });
    expect(await counted()).toMatchObject(expected);
  }
  await runCron();
  expect(await counted()).toMatchObject({ won: [1, 0], revenue: [1, 900], signup: [1, 0] });
  const [deal] = await rowsOf('deals');
  expect(deal).toMatchObject({ source: 'crm', deal_id: 'd', lead_id: view.n, left_out: '[]' });
  expect(await rowsOf('deals_due')).toEqual([]);
});

test('orders of a shop have their own metric; each is counted once and paid back in parts', async () => {
  const { view } = await aLead();
  const ref = { lead_id: view.n };
  const order = {
    id: 'o1-paid',
    deal: 'o1',
    stage: 'won',
    amount: '49.90',
    currency: 'EUR',
    ...ref,
  };
  const part = { id: 'o1-r1', deal: 'o1', stage: 'refunded', amount: '9.90', currency: 'EUR' };
  await tell([order, part, order, { ...order, id: 'o2-paid', deal: 'o2', amount: '10' }], 'shop');
  await tell([part, order], 'shop');
  const sums = await counted();
  expect(sums.orders).toEqual([1, 5_000]);
  expect(sums.won).toBeUndefined();
});

test('an amount without a rate is kept, in no sum, and listed with the reason', async () => {
  const { view } = await aLead();
  const pounds = { minor: 900, currency: 'GBP' };
  await tell({
    id: '1',
    deal: 'd',
    stage: 'won',
    at: at(1),
    amount: pounds,
    ref: { leadId: view.n },
  });
  const [deal] = await rowsOf('deals');
  expect(JSON.parse(String(deal?.state)).net).toEqual(pounds);
  expect(deal?.left_out).toBe('[{"metricId":"revenue","reason":"no-rate"}]');
  expect((await counted()).revenue).toBeUndefined();
  const rates = [{ day: '2026-01-01', from: 'GBP', to: 'EUR', rate: '1.2' }];
  const worker = dealsWorker({ rates });
  await runCron(worker);
  expect(await counted()).toMatchObject({ revenue: [1, 1_080] });
});

test('what a crash left unbooked is booked by the repeat, or else by the cron', async () => {
  const { view } = await aLead();
  const sale = (id: string) => ({
    id,
    deal: id,
    stage: 'won',
    at: at(1),
    amount: euros(300),
    ref: { leadId: view.n },
  });
  await tell([sale('a'), sale('b')]);
  // As if the Worker had ended between the events and their booking.
  await env.DB.batch([
    env.DB.prepare('DELETE FROM deals'),
    env.DB.prepare("DELETE FROM conversions WHERE metric_id <> 'signup'"),
    env.DB.prepare("INSERT INTO deals_due VALUES ('crm', 'a', 1), ('crm', 'b', 1)"),
  ]);
  expect(await tell(sale('a'))).toMatchObject({ duplicate: 1 });
  expect(await counted()).toMatchObject({ revenue: [1, 300] });
  await runCron();
  expect(await counted()).toMatchObject({ revenue: [1, 600] });
});

test('twenty bookings of one deal at once book it once', async () => {
  const { view } = await aLead();
  const ref = { leadId: view.n };
  await tell({ id: '1', deal: 'd', stage: 'won', at: at(1), amount: euros(300), ref });
  await env.DB.batch([
    env.DB.prepare('DELETE FROM deals'),
    env.DB.prepare("DELETE FROM conversions WHERE metric_id <> 'signup'"),
  ]);
  const keys = [{ source: 'crm', dealId: 'd' }];
  const context = { catalog: dealsCatalog, now: Date.now() };
  await Promise.all(Array.from({ length: 20 }, () => book(env.DB, keys, context)));
  const booked = (await rowsOf('conversions')).filter((row) => row.metric_id === 'revenue');
  expect(booked.map((row) => [row.quantity, row.value_minor])).toEqual([[1, 300]]);
});

test('a booking that was computed before another one leaves the deal alone', async () => {
  const { view } = await aLead();
  const ref = { leadId: view.n };
  await tell({ id: '1', deal: 'd', stage: 'won', at: at(1), amount: euros(300), ref });
  const [stale] = await readDeals(env.DB, [{ source: 'crm', dealId: 'd' }]);
  await tell({ id: '2', deal: 'd', stage: 'refunded', at: at(2), amount: euros(100) });
  const before = [await rowsOf('deals'), await rowsOf('conversions')];
  if (!stale) throw new Error('no deal');
  const taken = {
    ...stale,
    credit: null,
    state: dealState(stale.events),
    booked: {},
    leftOut: [],
    rows: bookings(stale.booked, {}).map((row) => ({ ...row, currency: 'EUR' })),
  };
  const by = { bookingId: 'late', rules: '', now: Date.now() };
  expect(await bookDeals(env.DB, [taken], by)).toEqual([{ source: 'crm', dealId: 'd' }]);
  expect([await rowsOf('deals'), await rowsOf('conversions')]).toEqual(before);
});
