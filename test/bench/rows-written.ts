import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readD1Migrations } from '@cloudflare/vitest-plugin';
import { getPlatformProxy } from 'wrangler';
import { ROOT } from '#site/commands/local/settings.ts';
import { recordEvents } from '#worker/store/events/record-events.ts';
import { recordLead } from '#worker/store/leads/record-lead.ts';
import { aLead, aRequest } from './event-samples.ts';
import type { Figure } from './figure.ts';

/** Rows that D1 bills as written, per kind of event, counted by D1 itself. */
export async function rowsWritten(): Promise<readonly Figure[]> {
  const state = mkdtempSync(join(tmpdir(), 'truelift-rows-'));
  const platform = await getPlatformProxy<{ DB: D1Database }>({
    configPath: join(ROOT, 'wrangler.toml'),
    persist: { path: state },
  });
  try {
    const { DB } = platform.env;
    await migrate(DB);
    const figures: Figure[] = [];
    const measure = async (what: string, write: (db: D1Database) => Promise<unknown>) => {
      // The first of a day and kind opens the ledger's row: not what an event costs.
      await write(DB);
      let rows = 0;
      await write(counting(DB, (written) => (rows += written)));
      figures.push({ what, value: String(rows), how: 'meta.rows_written' });
    };
    await measure('rows written: exposure of one experiment, with its arrival', (db) =>
      recordEvents(db, aRequest({ experiments: 1 })),
    );
    await measure('rows written: exposure of two experiments, with its arrival', (db) =>
      recordEvents(db, aRequest({ experiments: 2 })),
    );
    await measure('rows written: click or form start', (db) =>
      recordEvents(db, aRequest({ conversions: 1 })),
    );
    await measure('rows written: signal', (db) => recordEvents(db, aRequest({ signals: 1 })));
    await measure('rows written: form submit with one conversion', (db) => recordLead(db, aLead()));
    return figures;
  } finally {
    await platform.dispose();
    rmSync(state, { recursive: true });
  }
}

async function migrate(db: D1Database): Promise<void> {
  for (const { queries } of await readD1Migrations(join(ROOT, 'worker/store/migrations'))) {
    await db.batch(queries.map((query) => db.prepare(query)));
  }
}

function counting(db: D1Database, add: (rows: number) => void): D1Database {
  return new Proxy(db, {
    get: (target, name) => {
      if (name !== 'batch') {
        const member = Reflect.get(target, name) as unknown;
        return typeof member === 'function' ? member.bind(target) : member;
      }
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements);
        for (const { meta } of results) add(meta.rows_written);
        return results;
      };
    },
  });
}
