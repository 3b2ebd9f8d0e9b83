import type { ExperimentReport } from '#experiments/contract/report.ts';
import { catalog } from '#generated/catalog.ts';
import { type Books, expectedCells, openBooks } from './books.ts';
import { openClient } from './client.ts';
import { compare, type Line } from './compare.ts';
import { playCrowd } from './crowd.ts';
import { readReports } from './reports.ts';

export type HttpSimulation = {
  /** `http://127.0.0.1:8787` */
  readonly base: string;
  /** Opens the report. */
  readonly reportKey: string;
  readonly visitors: number;
  readonly seed: string;
  readonly concurrency: number;
  readonly say?: (line: string) => void;
};

export type HttpOutcome = {
  readonly books: Books;
  readonly lines: readonly Line[];
  readonly reports: readonly ExperimentReport[];
  /** Counts that differ, and answers that no contract allows. */
  readonly faults: number;
  readonly seconds: number;
};

/** Plays visitors against a running server and compares every count of its report. */
export async function simulateHttp(options: HttpSimulation): Promise<HttpOutcome> {
  const { base, reportKey, say = () => {} } = options;
  const client = openClient(base, options.concurrency);
  const running = catalog.experiments.filter(({ status }) => status === 'running');
  const ids = running.map(({ id }) => id);
  const books = openBooks();
  try {
    const before = await readReports(client, reportKey, ids);
    const start = performance.now();
    await playCrowd(client, books, {
      ...options,
      onDone: (done) => {
        if (done % 1_000 === 0) say(`${done} of ${options.visitors} visitors …`);
        // Half of the rows are folded, the rest stays the report's tail: both must add up.
        if (done === Math.ceil(options.visitors / 2)) void fold(base);
      },
    });
    const seconds = (performance.now() - start) / 1_000;
    const after = await readReports(client, reportKey, ids);
    const lines = compare(books, expectedCells(books, catalog), { before, after });
    const differing = lines.filter(({ expected, counted }) => expected !== counted).length;
    return { books, lines, reports: after, faults: differing + books.surprised, seconds };
  } finally {
    client.close();
  }
}

/** Plays the cron trigger of a local server; elsewhere the real one runs. */
async function fold(base: string): Promise<void> {
  await fetch(`${base}/cdn-cgi/handler/scheduled?cron=*/5+*+*+*+*`).catch(() => null);
}
