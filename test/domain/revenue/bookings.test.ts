import { expect, test } from 'vitest';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { type Booking, bookings } from '#experiments/revenue/bookings.ts';
import { creditOf } from '#experiments/revenue/credit.ts';
import { type DealEvent, dealState } from '#experiments/revenue/deal-state.ts';
import { type DealFrame, type Entries, entriesOf } from '#experiments/revenue/entries.ts';
import { seeded } from '#test/support/seeded.ts';
import { aHistory, type History, START, shuffledCopies } from './histories.ts';

const frame: DealFrame = {
  metrics: [
    { id: 'qualified', type: 'proportion', source: 'stage', match: 'qualified' },
    { id: 'won', type: 'proportion', source: 'stage', match: 'won' },
    { id: 'lost', type: 'proportion', source: 'stage', match: 'lost' },
    { id: 'revenue', type: 'mean', source: 'stage', match: 'won', currency: 'EUR' },
    { id: 'orders', type: 'proportion', source: 'order', match: 'shop' },
    { id: 'order-value', type: 'mean', source: 'order', match: 'shop', currency: 'EUR' },
  ].map((metric) => metricSchema.parse({ label: metric.id, windowDays: 400, ...metric })),
  rates: [{ day: '2026-01-01', from: 'USD', to: 'EUR', rate: '0.9' }],
  timeZone: 'Europe/Berlin',
};

function lead(id: string, since = START, unitId: string | null = `unit-${id}`) {
  return { leadId: id, unitId, viewNonce: `view-${id}`, landing: '/crm/', since };
}

function entriesNow(source: string, events: readonly DealEvent[], credit = lead('a')) {
  return entriesOf({ source, state: dealState(events), credit }, frame);
}

/** Quantity and minor units of some rows together. */
function sums(rows: readonly Booking[]): readonly [number, number] {
  let [quantity, minor] = [0, 0];
  for (const row of rows) {
    quantity += row.quantity;
    minor += row.minor ?? 0;
  }
  return [quantity, minor];
}

/** Plays the events as they arrive; books after every few, as requests do. */
function arrive(random: () => number, { unitId, leadAt, events }: History): readonly Booking[] {
  const credit = lead(unitId, leadAt, unitId);
  const known = new Map<string, DealEvent>();
  const rows: Booking[] = [];
  let booked: Entries = {};
  const book = () => {
    const { entries } = entriesNow('crm', shuffledCopies(random, [...known.values()], 1), credit);
    rows.push(...bookings(booked, entries));
    booked = entries;
  };
  for (const event of shuffledCopies(random, events, 8)) {
    known.set(event.id, event);
    if (random() < 0.4) book();
  }
  book();
  return rows;
}

test('10 000 histories in any order, each event eight times, come to what the books say', () => {
  const random = seeded(75);
  let cents = 0;
  let expected = 0;
  for (let number = 0; number < 10_000; number++) {
    const history = aHistory(random, number);
    const rows = arrive(random, history);
    const of = (metricId: string) => rows.filter((row) => row.metricId === metricId);
    const { books } = history;
    const [won, revenue] = [sums(of('won')), sums(of('revenue'))];
    expect([number, won[0], revenue[0], revenue[1]]).toEqual([
      number,
      books.standsWon ? 1 : 0,
      books.standsWon ? 1 : 0,
      books.cents,
    ]);
    expect(sums(of('qualified'))[0]).toBe(books.qualified ? 1 : 0);
    // Until the last moment before the sale nothing of it is there: cohorts and windows hold.
    const before = rows.filter(({ at }) => at < (books.soldAt ?? Number.POSITIVE_INFINITY));
    expect(sums(before.filter(({ metricId }) => metricId === 'revenue'))).toEqual([0, 0]);
    cents += revenue[1];
    expected += books.cents;
  }
  expect(expected).toBeGreaterThan(1_000_000_000);
  expect(cents).toBe(expected);
});

const at = (days: number) => START + days * 86_400_000;
const euros = (minor: number) => ({ minor, currency: 'EUR' });

test('a later stage implies the earlier ones, and a lost deal keeps what it reached', () => {
  const events: DealEvent[] = [
    { id: '1', stage: 'opportunity', at: at(3) },
    { id: '2', stage: 'lost', at: at(9) },
  ];
  expect(Object.keys(entriesNow('crm', events).entries)).toEqual(['qualified', 'lost']);
});

test('a deal lost after all is taken back on the day on which it was booked', () => {
  const sale: DealEvent = { id: '1', stage: 'won', at: at(3), amount: euros(120_000) };
  const before = entriesNow('crm', [sale]).entries;
  const after = entriesNow('crm', [sale, { id: '2', stage: 'lost', at: at(200) }]).entries;
  expect(bookings(before, after)).toMatchObject([
    { metricId: 'lost', quantity: 1, at: at(200) },
    { metricId: 'revenue', quantity: -1, minor: -120_000, at: at(3) },
    { metricId: 'won', quantity: -1, minor: null, at: at(3) },
  ]);
});

test('a refund lowers the value of the sale on the day of the sale', () => {
  const sale: DealEvent = { id: '1', stage: 'won', at: at(3), amount: euros(10_000) };
  const part: DealEvent = { id: '2', stage: 'refunded', at: at(40), amount: euros(2_550) };
  const rest: DealEvent = { id: '3', stage: 'refunded', at: at(50) };
  const [one, two, three] = [[sale], [sale, part], [sale, part, rest]].map(
    (events) => entriesNow('shop', events).entries,
  ) as [Entries, Entries, Entries];
  expect(bookings(one, two)).toMatchObject([
    { metricId: 'order-value', quantity: 0, minor: -2_550, at: at(3) },
  ]);
  expect(bookings(two, three)).toMatchObject([
    { metricId: 'order-value', quantity: 0, minor: -7_450, at: at(3) },
  ]);
  expect(Object.keys(three)).toEqual(['orders', 'order-value']);
});

test('money of a sale that was undone is not taken from the sale that followed', () => {
  const events: DealEvent[] = [
    { id: '1', stage: 'won', at: at(1), amount: euros(5_000) },
    { id: '2', stage: 'refunded', at: at(2) },
    { id: '3', stage: 'lost', at: at(3) },
    { id: '4', stage: 'won', at: at(9), amount: euros(7_000) },
  ];
  expect(dealState(events)).toMatchObject({ outcomeAt: at(9), net: euros(7_000) });
});

test('a deal of several leads is credited once, to the earliest who is known as a visitor', () => {
  const [early, late] = [lead('b', at(1)), lead('a', at(2))];
  const unknown = lead('c', at(0), null);
  expect(creditOf([late, early, unknown])?.leadId).toBe('b');
  expect(creditOf([unknown])?.leadId).toBe('c');
  const sale: DealEvent = { id: '1', stage: 'won', at: at(5), amount: euros(100) };
  const moved = bookings(
    entriesNow('crm', [sale], late).entries,
    entriesNow('crm', [sale], early).entries,
  );
  expect(moved.filter(({ metricId }) => metricId === 'revenue')).toMatchObject([
    { unitId: 'unit-a', quantity: -1, minor: -100 },
    { unitId: 'unit-b', quantity: 1, minor: 100 },
  ]);
});

test('what cannot be counted says why', () => {
  const sale = (amount?: DealEvent['amount'], day = 5): DealEvent[] => [
    { id: '1', stage: 'won', at: at(day), ...(amount ? { amount } : {}) },
  ];
  const revenue = (events: readonly DealEvent[], credit = lead('a')) => {
    const { entries, leftOut } = entriesNow('crm', events, credit);
    return entries.revenue?.minor ?? leftOut.find(({ metricId }) => metricId === 'revenue')?.reason;
  };
  expect(revenue(sale({ minor: 1_005, currency: 'USD' }))).toBe(905);
  expect(revenue(sale({ minor: 1_000, currency: 'GBP' }))).toBe('no-rate');
  expect(revenue(sale())).toBe('no-amount');
  expect(revenue(sale(euros(1)), lead('a', at(5), null))).toBe('no-visitor');
  // A CRM that knows days alone: the sale counts from the moment of the lead.
  expect(entriesNow('crm', sale(euros(1), 5), lead('a', at(5.6))).entries.revenue?.at).toBe(
    at(5.6),
  );
  expect(revenue(sale(euros(1), 5), lead('a', at(6.1)))).toBe('before-lead');
  expect(
    entriesOf({ source: 'crm', state: dealState(sale(euros(1))), credit: null }, frame).leftOut,
  ).toContainEqual({ metricId: 'revenue', reason: 'no-lead' });
});
