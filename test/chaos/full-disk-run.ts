import { execFileSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '#site/commands/terminal.ts';
import { closeLocalDatabase, openLocalDatabase } from '#test/seed/local-database.ts';
import { type Client, openClient } from '#test/simulate/http/client.ts';
import { type Random, seeded } from '#test/simulate/random.ts';
import { openChaosSite, type PreparedSite } from './chaos-site.ts';
import type { DiskOutcome } from './full-disk.ts';
import { batchOf, exposureOf, hookOf, type Planned, submitOf } from './requests.ts';
import { type OpenView, openView } from './views.ts';

// Runs as root of a mount namespace of its own, see full-disk.ts; the last line is the outcome.

const DISK = '24m';
/** What the database may still grow by. */
const ROOM_BYTES = 512 * 1024;
const REFUSALS = 20;

const given: PreparedSite = JSON.parse(process.argv[2] ?? '{}');
const prepared = { ...given, state: join(given.state, 'small') };
const database = join(prepared.state, 'v3');
mountSmallDisk(database, join(given.state, 'v3'));
const site = openChaosSite(prepared);
const client = openClient(site.origin, 4);
const random = seeded('disk');
await site.start();
const faults: string[] = [];
const acknowledged = new Map<string, string>();

const before = await openAll(4);
const ballast = fillUp(database);
const refused = await sendUntilFull(before);
const { pages, served } = await askForPages(20);
rmSync(ballast);
const healed = await sendAgain(before);
client.close();
await site.stop();
const stored = countStored();
const outcome: DiskOutcome = {
  ok: true,
  bytes: statfsSync(database).blocks * statfsSync(database).bsize,
  acknowledged: acknowledged.size,
  stored,
  lost: acknowledged.size - stored,
  refused,
  pages,
  served,
  healed,
  faults,
};
say(JSON.stringify(outcome));

/** A disk in memory that begins with what another folder holds. */
function mountSmallDisk(folder: string, like: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder]);
  cpSync(like, folder, { recursive: true });
}

/** Takes all room but a little; the file to delete to give it back. */
function fillUp(folder: string): string {
  const file = join(folder, 'ballast');
  const { bavail, bsize } = statfsSync(folder);
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(64 * 1024);
  for (let left = bavail * bsize - ROOM_BYTES; left > 0; left -= block.length) {
    writeSync(handle, block);
  }
  closeSync(handle);
  return file;
}

async function openAll(count: number): Promise<readonly OpenView[]> {
  const views = Array.from({ length: count }, () => openView(client, random));
  return Promise.all(views);
}

/** Writes through every door until each has refused often enough; refusals by door. */
async function sendUntilFull(views: readonly OpenView[]): Promise<Record<string, number>> {
  const refusals: Record<string, number> = { events: 0, form: 0, hook: 0 };
  const enough = () => Object.values(refusals).every((count) => count >= REFUSALS / 4);
  for (let turn = 0; turn < 4_000 && !enough(); turn += 1) {
    const view = views[turn % views.length] as OpenView;
    const sent = await requestOf(turn, view, random);
    if ((await tell(client, sent)) === 503) refusals[sent.kind] = (refusals[sent.kind] ?? 0) + 1;
  }
  if (!enough()) faults.push(`the full disk refused ${JSON.stringify(refusals)} only`);
  return refusals;
}

async function requestOf(turn: number, view: OpenView, draw: Random): Promise<Planned> {
  if (turn % 10 === 4) return hookOf([], prepared.hookSecret, draw);
  if (turn % 10 === 7) {
    const [fresh] = await openAll(1);
    const submit = fresh && submitOf(fresh, draw);
    if (submit) return submit;
  }
  return batchOf(view, draw);
}

/** Sends once; what is acknowledged must be found later. Nothing but “stored” and “not now” may be said. */
async function tell(to: Client, { kind, call, ids }: Planned): Promise<number> {
  const { status, headers, body } = await to.call(call);
  if (status === 503) {
    const asksAgain = headers['retry-after'] !== undefined || kind === 'form';
    if (!asksAgain) faults.push(`${kind} was answered 503 without Retry-After`);
    return status;
  }
  if (![200, 202, 303].includes(status)) faults.push(`${kind}: ${status} ${body.slice(0, 200)}`);
  const tables = { ...ids, conversions: kind === 'form' ? [] : ids.conversions };
  for (const [table, list] of Object.entries(tables)) {
    for (const id of list) acknowledged.set(id, table);
  }
  return status;
}

async function askForPages(count: number) {
  const views = await Promise.allSettled(
    Array.from({ length: count }, () => openView(client, random)),
  );
  const assigned = views.filter(
    (one) => one.status === 'fulfilled' && one.value.view.a.some((part) => 'v' in part),
  );
  if (assigned.length < count) faults.push(`${count - assigned.length} of ${count} pages failed`);
  return { pages: count, served: assigned.length };
}

/** With room again every door takes what it is sent; how many requests it took. */
async function sendAgain(views: readonly OpenView[]): Promise<number> {
  let taken = 0;
  const later = [
    ...views.map(exposureOf),
    ...views.map((view) => batchOf(view, random)),
    ...(await Promise.all(views.map(() => hookOf([], prepared.hookSecret, random)))),
    ...views.flatMap((view) => submitOf(view, random) ?? []),
  ];
  for (const sent of later) {
    let status = await tell(client, sent);
    // A sender does as it is asked and comes again.
    for (let again = 0; again < 10 && status === 503; again += 1) status = await tell(client, sent);
    if (status === 503) faults.push(`${sent.kind} is refused though there is room again`);
    else taken += 1;
  }
  return taken;
}

function countStored(): number {
  const file = openLocalDatabase(prepared.state);
  const NAMES: Readonly<Record<string, string>> = { stages: 'stage_events' };
  const found = [...acknowledged].filter(([id, table]) => {
    const column = table === 'leads' ? 'lead_id' : 'event_id';
    return file.prepare(`SELECT 1 FROM ${NAMES[table] ?? table} WHERE ${column} = ?`).get(id);
  });
  const [damage] = Object.values(file.prepare('PRAGMA integrity_check').get() ?? {});
  if (damage !== 'ok') faults.push(`the database file: ${damage}`);
  closeLocalDatabase(file);
  return found.length;
}
