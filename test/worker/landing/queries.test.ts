import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { type OddQuery, oddQueries } from '#test/support/worker/odd-queries.ts';
import { writePreviewToken } from '#worker/landing/preview-token.ts';
import { keptArrival } from '#worker/routes/arrival-clicks.ts';
import { arrivalOfForm } from '#worker/routes/form-arrival.ts';
import { insertTouchpoints } from '#worker/store/events/insert-rows.ts';
import { HANDOFF, NOW, openPage, signingKeys, workerAt } from '../consent/handoff-world.ts';
import { ORIGIN } from '../visit.ts';

/** How many queries; `npm run test:queries` takes 100 000. */
const RUNS = Number(env.TEST_QUERIES);
const SEED = 20_261_123;
const BATCH = 500;
/** Spellings and languages of the page: each query comes by one of them. */
const ADDRESSES = [HANDOFF, '/handoff', '/handoff/index.html', '/de/handoff/', '/%64e/handoff'];

const app = workerAt(NOW);

test(`carries the campaign of ${RUNS} odd queries byte for byte to links, previews, forms and the store`, async () => {
  const keys = await signingKeys();
  const preview = await writePreviewToken(HANDOFF, { choices: '', expiresAt: NOW + 1 }, keys);
  let waiting: OddQuery[] = [];
  let run = 0;
  for (const odd of oddQueries(SEED)) {
    if (run === RUNS) break;
    const address = ADDRESSES[run % ADDRESSES.length] ?? HANDOFF;
    await carriesToLink(odd, address);
    await carriesThroughPreview(odd, preview);
    carriesThroughForm(odd, address);
    waiting.push(odd);
    run += 1;
    if (waiting.length === BATCH || run === RUNS) {
      await carriesToStore(waiting, run);
      waiting = [];
    }
  }
  expect(run).toBe(RUNS);
}, 3_600_000);

/** No redirect, whatever the spelling; the shop gets the campaign after its reference. */
async function carriesToLink({ query, campaign }: OddQuery, address: string): Promise<void> {
  const page = await openPage(`${address}?${query}`, {}, app);
  if (page.response.status !== 200) expect([page.response.status, query]).toEqual([200, query]);
  const got = page.links.shop?.search.split('&').slice(1).join('&');
  if (got !== campaign.join('&')) expect(got, query).toBe(campaign.join('&'));
}

/** A preview's links lead to the same address with the same query. */
async function carriesThroughPreview({ query }: OddQuery, preview: string): Promise<void> {
  const page = await openPage(`${HANDOFF}?${query}&tl_preview=${preview}`, {}, app);
  const [, again = ''] = /<a href="([^"]*)">Show the form again/.exec(page.html) ?? [];
  const [others = ''] = again
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .slice(1)
    .split(/&?tl_preview=/);
  const parts = query.split('&').filter((part) => part !== '');
  if (others !== parts.join('&')) expect(others, query).toBe(parts.join('&'));
}

/** A form that is sent without a script tells its page's query by the referrer. */
function carriesThroughForm({ query, kept }: OddQuery, address: string): void {
  const url = new URL(`${ORIGIN}/_tl/forms/quick`);
  const headers = { Referer: `${ORIGIN}${address}?${query}` };
  const request = new Request(url, { method: 'POST', headers });
  const arrival = arrivalOfForm(request, url, [HANDOFF, '/de/handoff/']);
  const got = arrival && keptArrival(arrival).query;
  if (got !== kept) expect(got, query).toBe(kept);
}

/** What is in D1 is what came. */
async function carriesToStore(queries: readonly OddQuery[], run: number): Promise<void> {
  await env.DB.exec('DELETE FROM touchpoints');
  const rows = queries.map(({ query }, index) => ({
    eventId: `${run}:${index}`,
    unitId: null,
    viewNonce: `${run}:${index}`,
    landing: HANDOFF,
    occurredAt: NOW,
    receivedAt: NOW,
    ...keptArrival({ query, referrer: '' }),
    source: 'exposure' as const,
  }));
  await insertTouchpoints(env.DB, rows).run();
  const { results } = await env.DB.prepare('SELECT query FROM touchpoints ORDER BY seq').all();
  expect(results.map(({ query }) => query)).toEqual(queries.map(({ kept }) => kept));
}
