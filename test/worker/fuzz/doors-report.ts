import * as fc from 'fast-check';
import { anExposure } from '../visit.ts';
import { change } from './changed.ts';
import { door } from './door.ts';
import { ask, openPage, sendForm } from './fuzz-world.ts';
import { hostile, mostly } from './hostile.ts';
import { query } from './page-requests.ts';
import { isIn, keysOf, way } from './report-proof.ts';

/** People, campaigns and leads whose every text is hostile. */
async function hostileRows(): Promise<void> {
  const texts = fc.sample(hostile, { seed: 7, numRuns: 30 });
  for (const text of texts) {
    const page = await openPage('/demo/');
    const pair = new URLSearchParams({ utm_source: text, utm_campaign: text, utm_term: text });
    const arrival = { query: pair.toString(), referrer: text.slice(0, 2_000) };
    const body = JSON.stringify({ v: 1, view: page.token, events: [{ ...anExposure(), arrival }] });
    const headers = { 'Content-Type': 'text/plain', Cookie: page.cookie };
    await ask('/_tl/events', { method: 'POST', body, headers });
    const fields = {
      tl_view: page.token,
      email: 'ada@example.com',
      company: `x${text}`,
      note: text.slice(0, 400),
    };
    await sendForm(page, { ...fields, tl_website: text.length % 2 === 0 ? '' : text });
  }
}

const file = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'experiments/headline.json',
      'experiments/headline.csv',
      'experiments/headline.html',
      'experiments/layout.csv',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'leads.csv',
      'spam.csv',
      'programme.json',
      'programme.csv',
      'revenue.json',
      'revenue.csv',
      'experiments.json',
      'experiments.csv',
      'programme/2026-11.csv',
      'programme/2026-11.json',
      'programme/0000-01.csv',
      'programme/9999-12.json',
      'stages',
      'uploads/exports/0123456789abcdef',
      'uploads/google/exports',
    ),
  },
  {
    weight: 1,
    arbitrary: hostile.map((text) => `experiments/${encodeURIComponent(text.toWellFormed())}.json`),
  },
  { weight: 1, arbitrary: hostile.map((text) => encodeURIComponent(text.toWellFormed())) },
);

export const reads = door({
  name: 'numbers of the report, as JSON, CSV and file',
  share: 3,
  atLeastTaken: 0.2,
  inputs: fc.record({
    file,
    query,
    baseline: mostly('2026-08'),
    way,
    how: change,
    page: fc.integer({ max: 3, min: 0 }),
  }),
  open: async () => {
    await hostileRows();
    const keys = await keysOf();
    return async (input) => {
      const proof = keys(input.way, input.how);
      const path =
        input.page === 0 ? `/report/${input.file.split('/').at(-1)}/` : `/report/api/${input.file}`;
      const address = `${path}?baseline=${encodeURIComponent(input.baseline.toWellFormed())}&${input.query}${proof.query}`;
      const response = await ask(address, { headers: proof.headers });
      return { response, forged: proof.forged, taken: isIn(response) };
    };
  },
});
