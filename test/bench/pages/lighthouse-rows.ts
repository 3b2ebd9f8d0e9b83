import { catalog } from '#generated/catalog.ts';
import { startSiteServer } from '#test/support/site-server.ts';
import { median } from '../figure.ts';
import { CATEGORIES, lighthouseScores, type Scores } from './lighthouse.ts';
import { type Assigned, visitorsOf } from './visitors.ts';

export const RUNS = 5;

/** One page as its visitors get it, and what Lighthouse says of it. */
export type Row = Scores & {
  readonly page: string;
  /** Whether the page keeps out of search engines on purpose. */
  readonly noindex: boolean;
};

/**
 * Every landing with every variant that visitors can get, and the plain pages, on a server of its
 * own. Pages of ad groups are their landing in other words: of them the control is enough.
 */
export async function lighthouseRows(say: (line: string) => void): Promise<readonly Row[]> {
  const site = await startSiteServer(5);
  const rows: Row[] = [];
  const measure = async (page: string, path: string, cookie = '') => {
    const url = site.origin + path;
    const headers = cookie === '' ? {} : { Cookie: cookie };
    const html = await (await fetch(url, { headers })).text();
    const noindex = /<meta name="?robots"? content="?noindex/.test(html);
    const scores = await lighthouseScores({ url, cookie }, { runs: RUNS, noindex });
    rows.push({ page, noindex, ...scores });
    say(
      `${page}  ${scores.scores.join(' ')}  index ${scores.benchmarkIndex}  ${scores.failed.join(' ')}`,
    );
  };
  try {
    for (const path of ['/', '/privacy/']) await measure(path, path);
    for (const landing of catalog.landings) {
      const visitors = showingAll(await visitorsOf(site.origin, landing));
      for (const { key, cookie } of landing.parent === undefined
        ? visitors
        : visitors.slice(0, 1)) {
        await measure(`${landing.path} ${key}`.trim(), landing.path, cookie);
      }
    }
    return rows;
  } finally {
    await site.stop();
  }
}

/** The control and as few others, simple ones first, as show every variant. */
function showingAll(visitors: readonly Assigned[]): readonly Assigned[] {
  const shown = new Set<string>();
  return visitors.filter(({ key }) => {
    const variants = key.split('~');
    const isNew = variants.some((variant) => !shown.has(variant));
    for (const variant of variants) shown.add(variant);
    return isNew;
  });
}

/** The rows as Markdown, with what made them. */
export function lighthouseTable(rows: readonly Row[]): string {
  const today = new Date().toISOString().slice(0, 10);
  const index = median(rows.map(({ benchmarkIndex }) => benchmarkIndex)).toFixed(0);
  const hidden = rows.some(({ noindex }) => noindex)
    ? ' Pages marked * are noindex on purpose; the audit that asks for the opposite (is-crawlable) is left out for them.'
    : '';
  return [
    '## Lighthouse, as a phone',
    '',
    `Made by \`${process.env.TRUELIFT_MORE ? `TRUELIFT_MORE=${process.env.TRUELIFT_MORE} ` : ''}npm run bench -- --lighthouse --write\` on ${today}: the median of ${RUNS} runs on each page and variant, opened with the cookie of a visitor to whom chance gave it. Lighthouse's index of the machine's speed was ${index}: a busy machine costs points for performance.${hidden}`,
    '',
    `| page and variant | ${CATEGORIES.join(' | ')} | largest paint |`,
    `|---|${'---:|'.repeat(CATEGORIES.length + 1)}`,
    ...rows.map(
      ({ page, noindex, scores, lcpMs }) =>
        `| ${page}${noindex ? ' *' : ''} | ${scores.join(' | ')} | ${(lcpMs / 1000).toFixed(1)} s |`,
    ),
  ].join('\n');
}
