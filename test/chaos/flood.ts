import { setTimeout as pause } from 'node:timers/promises';
import { closeLocalDatabase, openLocalDatabase } from '#test/seed/local-database.ts';
import { openClient } from '#test/simulate/http/client.ts';
import { seeded } from '#test/simulate/random.ts';
import { openChaosSite, type PreparedSite } from './chaos-site.ts';
import { hookOf } from './requests.ts';

export type FloodOutcome = {
  readonly messages: number;
  readonly events: number;
  readonly stored: number;
  /** Messages that were told to come later, and came. */
  readonly repeated: number;
  /** Of messages taken at once: 95 of 100 were answered within this time. */
  readonly p95Ms: number;
  readonly perSecond: number;
  readonly faults: readonly string[];
};

const AT_ONCE = 50;

/** A CRM that says everything at once: as many signed messages, each another, as fast as they go. */
export async function playFlood(
  prepared: PreparedSite,
  { messages, seed }: { readonly messages: number; readonly seed: string },
): Promise<FloodOutcome> {
  const site = openChaosSite(prepared);
  await site.start();
  const client = openClient(site.origin, AT_ONCE);
  const random = seeded(seed);
  const all = await Promise.all(
    Array.from({ length: messages }, () => hookOf([], prepared.hookSecret, random)),
  );
  const faults: string[] = [];
  const took: number[] = [];
  const waiting = [...all];
  let repeated = 0;
  const begun = performance.now();
  const work = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const asked = performance.now();
      const { status, headers, body } = await client.call(one.call);
      if (status === 200) {
        took.push(performance.now() - asked);
        continue;
      }
      const wait = Number(headers['retry-after']);
      if ((status !== 429 && status !== 503) || !(wait > 0)) {
        faults.push(`a message was answered ${status}: ${body.slice(0, 200)}`);
        continue;
      }
      repeated += 1;
      await pause(wait * 1_000);
      waiting.push(one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - begun) / 1_000;
  client.close();
  await site.stop();
  const ids = all.flatMap((one) => one.ids.stages);
  const file = openLocalDatabase(prepared.state);
  const rows = file.prepare('SELECT event_id FROM stage_events').all();
  closeLocalDatabase(file);
  const stored = new Set(rows.map((row) => String(row.event_id)));
  const lost = ids.filter((id) => !stored.has(id)).length;
  if (lost > 0) faults.push(`${lost} events of the flood are not stored`);
  took.sort((a, b) => a - b);
  return {
    messages,
    events: ids.length,
    stored: ids.length - lost,
    repeated,
    p95Ms: took[Math.floor(took.length * 0.95)] ?? Number.NaN,
    perSecond: messages / seconds,
    faults,
  };
}
