import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { chance, seeded } from '#test/simulate/random.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { momentOfDay } from './demo-day.ts';
import { type LeadKeys, leadWrites } from './demo-leads.ts';
import { salesWrites } from './demo-sales.ts';
import { DEMO } from './demo-world.ts';
import { firstViewWrites } from './first-view-writes.ts';
import type { Write } from './rows.ts';
import { stateRows } from './state-rows.ts';
import { STATES } from './states.ts';
import { visitorRows } from './visitor-rows.ts';

const DAY_MS = 86_400_000;

/**
 * Every row of the demo's database: the same visitors and the same deeds each time, moved so that
 * the last day ends with the UTC day before `now` (epoch ms).
 */
export async function demoRows(
  catalog: Catalog,
  keys: LeadKeys,
  now: number,
): Promise<readonly Write[]> {
  const today = now - (now % DAY_MS);
  const start = today - DEMO.days * DAY_MS;
  const visits = visitsFrom(start);
  const rows = visits.map((visit, index) =>
    visitorRows(catalog, visit, seeded(`${DEMO.seed}/${index}`)),
  );
  const writes = rows.flatMap((row) => row.writes).filter(({ at }) => at < today);
  const open = rows.flatMap(({ lead }) => (lead && lead.occurredAt < today ? [lead] : []));
  const leads = (await Promise.all(open.map((lead) => leadWrites(lead, catalog, keys)))).flat();
  const sales = open.flatMap((lead) => salesWrites(lead, { now }));
  const states = stateRows(catalog, { today, now });
  return [
    ...epochs(catalog, start),
    ...writes,
    ...states,
    ...leads,
    ...sales,
    ...firstViewWrites([...writes, ...states]),
    ...ledger([...writes, ...states, ...leads], catalog),
  ];
}

function visitsFrom(start: number): readonly { readonly landing: string; readonly at: number }[] {
  return Array.from({ length: DEMO.days }, (_, day) => start + day * DAY_MS).flatMap((day) => {
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    return Object.entries(DEMO.visitorsPerDay).flatMap(([landing, weekday]) => {
      const random = seeded(`${DEMO.seed}/${landing}/${(day - start) / DAY_MS}`);
      const count = Math.round(weekday * (weekend ? 0.5 : 1) * (0.9 + 0.2 * random()));
      return Array.from({ length: count }, () => {
        return { landing, at: momentOfDay(day, random) };
      });
    });
  });
}

function epochs(catalog: Catalog, start: number): readonly Write[] {
  const own: readonly string[] = Object.values(STATES).map(({ experimentId }) => experimentId);
  const running = catalog.experiments.filter(
    ({ id, status }) => status === 'running' && !own.includes(id),
  );
  return running.map(({ id, variants, allocationBp }) => ({
    table: 'epochs',
    at: start,
    row: {
      experiment_id: id,
      epoch: 1,
      weights_bp: JSON.stringify(variants.map(({ weightBp }) => weightBp)),
      allocation_bp: allocationBp,
      effective_at: start,
      created_at: start,
      source: 'catalog',
      built_at: catalog.builtAt,
    },
  }));
}

/** Books what the rows are, some repeats of outboxes, and what stray programs sent. */
function ledger(writes: readonly Write[], catalog: Catalog): readonly Write[] {
  const kinds: Readonly<Record<string, string>> = {
    touchpoints: 'exposure',
    conversions: 'conversion',
    leads: 'form',
  };
  // The server books the conversion of a form under the form.
  const booked = writes.filter(
    ({ table, row }) =>
      table in kinds && !(table === 'conversions' && `${row.event_id}`.includes(':')),
  );
  const groups = Map.groupBy(
    booked,
    ({ at, table }) => `${siteDay(at, catalog.site.timeZone)} ${kinds[table]}`,
  );
  const random = seeded(`${DEMO.seed}/ledger`);
  const repeats = [...groups].map(([key, { length }]) => {
    const [day = '', kind = ''] = key.split(' ');
    const duplicate = Array.from({ length }, () => chance(random, 0.01)).filter(Boolean).length;
    return { table: 'ledger', at: 0, row: { day, kind, accepted: length, duplicate, rejected: 0 } };
  });
  const days = [...new Set(repeats.map(({ row }) => row.day))];
  const rejects = days.map((day) => ({ day, rejected: 1 + Math.floor(random() * 4) }));
  return [
    ...repeats,
    ...rejects.map(({ day, rejected }) => ({
      table: 'ledger',
      at: 0,
      row: { day, kind: 'request', accepted: 0, duplicate: 0, rejected },
    })),
    ...rejects.map(({ day, rejected }) => ({
      table: 'rejects',
      at: 0,
      row: { day, code: 'invalid-view', rejected },
    })),
  ];
}
