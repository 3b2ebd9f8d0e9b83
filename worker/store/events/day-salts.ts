import { recognisesByDay } from '#experiments/definition/settings/consent-rule.ts';
import type { Site } from '#experiments/definition/settings/site.ts';
import { toBase64Url } from '../../visitor/base64url.ts';
import { siteDay } from '../operation/site-day.ts';

/** A day's salt is made this long before the day, so that no visitor at midnight waits for it. */
export const AHEAD_MS = 3_600_000;
/** Whatever a clock or a changed time zone does, none is used or kept longer. */
const OLDEST_MS = 48 * 3_600_000;
const SALT_BYTES = 32;

type SaltRow = { readonly day: string; readonly salt: string; readonly made_at: number };

/**
 * The salts of today and, in the last hour of a day, of tomorrow, by site day. Makes those that are
 * missing and destroys all others. Whoever comes first makes one: in all isolates it is the same.
 */
export async function readDaySalts(
  db: D1Database,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): Promise<ReadonlyMap<string, string>> {
  const days = [...new Set([siteDay(now, timeZone), siteDay(now + AHEAD_MS, timeZone)])];
  const select = db.prepare('SELECT day, salt, made_at FROM day_salts');
  const { results } = await select.all<SaltRow>();
  const good = results.filter((row) => days.includes(row.day) && row.made_at > now - OLDEST_MS);
  if (good.length === days.length && results.length === days.length) return byDay(good);
  const made = days.map((day) => ({ day, salt: randomSalt() }));
  const [, , read] = await db.batch<SaltRow>([
    db
      .prepare(
        `DELETE FROM day_salts
         WHERE day NOT IN (SELECT value FROM json_each(?1)) OR made_at <= ?2`,
      )
      .bind(JSON.stringify(days), now - OLDEST_MS),
    db
      .prepare(
        `INSERT INTO day_salts (day, salt, made_at)
         SELECT value ->> 'day', value ->> 'salt', ?2 FROM json_each(?1) WHERE true
         ON CONFLICT (day) DO NOTHING`,
      )
      .bind(JSON.stringify(made), now),
    select,
  ]);
  return byDay(read?.results ?? []);
}

/** Makes the salts that are due and destroys the others; all of them where nobody is told by one. */
export async function keepDaySalts(
  db: D1Database,
  { consent, timeZone }: Pick<Site, 'consent' | 'timeZone'>,
  now: number,
): Promise<void> {
  if (recognisesByDay(consent)) await readDaySalts(db, { now, timeZone });
  else await db.prepare('DELETE FROM day_salts').run();
}

function byDay(rows: readonly SaltRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ day, salt }) => [day, salt]));
}

function randomSalt(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
}
