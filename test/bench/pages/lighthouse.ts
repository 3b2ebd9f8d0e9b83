import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '#site/commands/local/settings.ts';
import { CHROMIUM_FLAGS, findChromium } from '#test/support/chromium.ts';
import { median } from '../figure.ts';

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** Medians of some Lighthouse runs on a page, as a phone sees it. */
export type Scores = {
  /** 0 to 100, in the order of `CATEGORIES`. */
  readonly scores: readonly number[];
  /** Milliseconds until the largest part of the first screen was painted. */
  readonly lcpMs: number;
  /** How fast Lighthouse found the machine; far below its usual value, the machine was busy. */
  readonly benchmarkIndex: number;
  /** Audits that failed in any run, so that a lower score can be explained. */
  readonly failed: readonly string[];
};

/** What is measured: an address, with a visitor's cookie where it decides what is shown. */
export type Address = { readonly url: string; readonly cookie?: string | undefined };

/**
 * Runs Lighthouse's mobile profile on a page. A page that is noindex on purpose is judged without
 * the audit `is-crawlable`, which asks for the opposite.
 */
export async function lighthouseScores(
  { url, cookie }: Address,
  { runs, noindex }: { readonly runs: number; readonly noindex: boolean },
): Promise<Scores> {
  const results: Result[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await runAgain({ url, cookie }, noindex));
  return {
    scores: CATEGORIES.map((category) =>
      median(results.map(({ categories }) => Math.round(100 * (categories[category]?.score ?? 0)))),
    ),
    lcpMs: median(results.map(({ audits }) => audits[LCP]?.numericValue ?? 0)),
    benchmarkIndex: median(results.map(({ environment }) => environment.benchmarkIndex)),
    failed: [...new Set(results.flatMap(failedAudits))],
  };
}

type Audit = { readonly score: number | null; readonly numericValue?: number };
type Category = {
  readonly score: number | null;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
};
type Result = {
  readonly categories: Readonly<Record<string, Category>>;
  readonly audits: Readonly<Record<string, Audit>>;
  readonly environment: { readonly benchmarkIndex: number };
};

const MOST_BROKEN_RUNS = 3;
const LCP = 'largest-contentful-paint';

/** A run that gave no trace, which happens on a busy machine, says nothing of the page. */
async function runAgain(address: Address, noindex: boolean): Promise<Result> {
  for (let broken = 0; broken < MOST_BROKEN_RUNS; broken += 1) {
    const result = await runOnce(address, noindex).catch(() => undefined);
    if (result !== undefined) return result;
  }
  throw new Error(
    `Lighthouse gave no result for ${address.url}, ${MOST_BROKEN_RUNS} times in a row.`,
  );
}

async function runOnce({ url, cookie }: Address, noindex: boolean): Promise<Result> {
  const chromium = findChromium();
  if (!chromium.ok) throw new Error(chromium.sentence);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(ROOT, 'node_modules/lighthouse/cli/index.js'),
      url,
      '--quiet',
      '--output=json',
      `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=--headless=new ${CHROMIUM_FLAGS.join(' ')}`,
      ...(noindex ? ['--skip-audits=is-crawlable'] : []),
      ...(cookie ? [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`] : []),
    ],
    { env: { ...process.env, CHROME_PATH: chromium.path }, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Result;
}

function failedAudits({ categories, audits }: Result): readonly string[] {
  return Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const score = audits[id]?.score ?? null;
      return weight > 0 && score !== null && score < 0.9 ? [id] : [];
    }),
  );
}
