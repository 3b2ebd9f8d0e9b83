import { catalog } from '#generated/catalog.ts';
import { closeLocalDatabase, openLocalDatabase } from '#test/seed/local-database.ts';
import { openClient } from '#test/simulate/http/client.ts';
import { readReports } from '#test/simulate/http/reports.ts';
import { seeded } from '#test/simulate/random.ts';
import { openBook } from './book.ts';
import { type ChaosSite, openChaosSite, type PreparedSite } from './chaos-site.ts';
import { sendUntilTold } from './crowd.ts';
import { type Figures, faultsOf, figuresOf } from './figures.ts';
import { differences, orderRebuild, readStatistics, recount } from './statistics.ts';
import { readStored } from './stored.ts';

export type KillOptions = {
  readonly kills: number;
  readonly senders: number;
  readonly seed: string;
  /** Every how many kills come in the middle of a cron. */
  readonly cronEvery?: number;
  readonly say?: (line: string) => void;
};

export type KillOutcome = {
  readonly figures: Figures;
  /** Kills after which it served again with what it had; those of them while a cron ran. */
  readonly survived: number;
  readonly duringCron: number;
  readonly requests: number;
  /** Rows of statistics, and those that a rebuild from raw rows has otherwise. */
  readonly statistics: number;
  readonly rebuilt: readonly string[];
  /** Counts of the reports, and those that a plain count of raw rows does not give. */
  readonly counts: number;
  readonly recounted: readonly string[];
  readonly faults: readonly string[];
};

/**
 * Kills the server again and again while many write to it, every other time in the middle of the
 * cron. Then compares what senders know with the rows, and the statistics with a rebuild.
 */
export async function playKills(
  prepared: PreparedSite,
  { kills, senders, seed, cronEvery = 2, say = () => {} }: KillOptions,
): Promise<KillOutcome> {
  const site = openChaosSite(prepared);
  const client = openClient(site.origin, senders);
  const random = seeded(seed);
  const book = openBook();
  const counter = openCounter();
  let ends = false;
  let duringCron = 0;
  await site.start();
  const sending = sendUntilTold(
    { site, client, book, acknowledged: counter.add },
    { senders, seed, hookSecret: prepared.hookSecret, ends: () => ends },
  );
  for (let kill = 1; kill <= kills; kill += 1) {
    await counter.further(8 * senders + Math.floor(random() * 8 * senders));
    const inCron = kill % cronEvery === 0 ? cronOf(site) : null;
    // The cron takes milliseconds: somewhere in them.
    if (inCron) await counter.further(1 + Math.floor(random() * 4));
    const ran = inCron?.runs() ?? false;
    await site.kill();
    duringCron += ran ? 1 : 0;
    await site.start();
    say(`Kill ${kill} of ${kills}${ran ? ', in the cron' : ''}: ${counter.all()} acknowledged.`);
  }
  await counter.further(2 * senders);
  ends = true;
  await sending;
  const reports = await afterCron(site, prepared);
  client.close();
  await site.stop();
  const before = readAll(prepared, (file) => {
    const statistics = readStatistics(file);
    const lines = recount(file, reports);
    const figures = figuresOf(book, readStored(file));
    orderRebuild(file);
    return { statistics, lines, figures };
  });
  await site.start();
  await afterCron(site, prepared);
  await site.stop();
  const rebuilt = differences(before.statistics, readAll(prepared, readStatistics));
  const recounted = before.lines
    .filter(({ expected, counted }) => expected !== counted)
    .map((one) => `${one.name}: the report says ${one.counted}, the rows ${one.expected}`);
  return {
    figures: before.figures,
    survived: kills,
    duringCron,
    requests: book.entries.length,
    statistics: before.statistics.size,
    rebuilt,
    counts: before.lines.length,
    recounted,
    faults: [...faultsOf(before.figures), ...rebuilt, ...recounted],
  };
}

/** The reports of all that runs, once a whole cron has run. */
async function afterCron(site: ChaosSite, { reportKey, state }: PreparedSite) {
  const cron = await site.cron();
  if (cron !== 200) throw new Error(`The cron answered ${cron}: see ${state}/server.log`);
  const client = openClient(site.origin, 1);
  const running = catalog.experiments.filter(({ status }) => status === 'running');
  const ids = running.map(({ id }) => id);
  return readReports(client, reportKey, ids).finally(client.close);
}

function readAll<T>(
  { state }: PreparedSite,
  read: (file: ReturnType<typeof openLocalDatabase>) => T,
) {
  const file = openLocalDatabase(state);
  try {
    return read(file);
  } finally {
    closeLocalDatabase(file);
  }
}

function cronOf(site: { readonly cron: () => Promise<number | null> }) {
  let runs = true;
  void site.cron().then(() => {
    runs = false;
  });
  return { runs: () => runs };
}

/** Counts acknowledged requests, and tells when there are so many more. */
function openCounter() {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    all: () => count,
    add: () => {
      count += 1;
      for (const check of waiting) check();
    },
    further: (more: number) => {
      const goal = count + more;
      return new Promise<void>((resolve) => {
        const check = () => {
          if (count < goal) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
      });
    },
  };
}
