import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import { FILLED, submit } from '../leads/submit-form.ts';
import { anExposure, send, type Visit, visit } from '../visit.ts';
import { dealsCatalog } from './deals-world.ts';

const HOUR = 3_600_000;

/** A visitor who saw the page and left a lead with this address. */
export async function aLead(email = 'ada@example.com'): Promise<Visit> {
  const page = await visit('/demo/');
  await send(page, [anExposure()]);
  const answer = await submit(page, { ...FILLED, email });
  expect(answer.status).toBe(303);
  return page;
}

export const euros = (minor: number) => ({ minor, currency: 'EUR' });
/** Epoch milliseconds, so many hours from now. */
export const at = (hours: number) => Date.now() + Math.round(hours * HOUR);

/** What the report counts by metric: visitors who converted, and cents. */
export async function counted(): Promise<Record<string, [converted: number, cents: number]>> {
  const { conversions } = await readExperimentCounts(env.DB, dealsCatalog, {
    experimentId: 'headline',
    now: Date.now(),
  });
  const sums: Record<string, [number, number]> = {};
  for (const { metricId, converted, sumMinor } of conversions) {
    const [before, cents] = sums[metricId] ?? [0, 0];
    sums[metricId] = [before + converted, cents + sumMinor];
  }
  return sums;
}
