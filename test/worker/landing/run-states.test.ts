import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { assign } from '#experiments/assignment/assign.ts';
import { EPOCH_NOTICE_MS } from '#experiments/controls/apply-control.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';
import { createRunStateCopy } from '#worker/landing/run-state-copy.ts';
import { readRunStates } from '#worker/store/operation/run-states.ts';
import { newVisitorId } from '#worker/visitor/visitor-id.ts';
import { rowsOf } from '../visit.ts';
import { catalog, headline } from '../world.ts';

const NOW = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;
const FACTS = visitorFacts({ device: 'desktop' });

function withWeights(weights: readonly number[], builtAt: number): Catalog {
  const moved = {
    ...headline,
    variants: headline.variants.map((variant, index) => ({
      ...variant,
      weightBp: weights[index] ?? 0,
    })),
  };
  const experiments = catalog.experiments.map((one) => (one.id === headline.id ? moved : one));
  return { ...catalog, experiments, builtAt };
}

test('puts epoch 1 of each running experiment on record, once', async () => {
  await Promise.all([1, 2, 3].map(() => readRunStates(env.DB, catalog, NOW)));
  const rows = await rowsOf('epochs');
  expect(rows.map((row) => [row.experiment_id, row.epoch, row.weights_bp])).toEqual([
    ['half', 1, '[5000,5000]'],
    ['headline', 1, '[5000,5000]'],
    ['layout', 1, '[3334,3333,3333]'],
    ['phones', 1, '[5000,5000]'],
  ]);
});

test('opens an epoch when a newer build moves weights, with notice, and only once', async () => {
  await readRunStates(env.DB, catalog, NOW);
  const newer = withWeights([9000, 1000], catalog.builtAt + 1);
  for (let count = 0; count < 2; count++) await readRunStates(env.DB, newer, NOW + HOUR);
  // The older version still runs somewhere: it must not move the weights back.
  const states = await readRunStates(env.DB, catalog, NOW + 2 * HOUR);
  expect(states.get('headline')?.epochs).toEqual([
    { epoch: 1, weightsBp: [5000, 5000], allocationBp: 10_000, effectiveAt: NOW },
    {
      epoch: 2,
      weightsBp: [9000, 1000],
      allocationBp: 10_000,
      effectiveAt: NOW + HOUR + EPOCH_NOTICE_MS,
    },
  ]);
});

test('moving weights flips nobody who is known already', async () => {
  const before = await readRunStates(env.DB, catalog, NOW);
  const known = Array.from({ length: 300 }, (_, index) => newVisitorId(NOW + index));
  const newer = withWeights([1000, 9000], catalog.builtAt + 1);
  const after = await readRunStates(env.DB, newer, NOW + HOUR);
  const variant = (states: typeof before, id: string) => {
    const epochs = states.get('headline')?.epochs ?? [];
    return assign(headline, { epochs, paused: false }, { id, facts: FACTS });
  };
  for (const id of known) expect(variant(after, id)).toEqual(variant(before, id));
  const fresh = Array.from({ length: 300 }, () => newVisitorId(NOW + 2 * HOUR));
  const bold = fresh
    .map((id) => variant(after, id))
    .filter((one) => one.in && one.variantId === 'bold');
  // Binomial(300, 0.9): 270 ± 6 standard deviations.
  expect(bold.length).toBeGreaterThan(238);
});

test('serves by the last state it knows when D1 fails or hangs', async () => {
  const copy = createRunStateCopy();
  const known = await readRunStates(env.DB, catalog, NOW);
  const waitUntil = () => {};
  await copy.current({ now: NOW, read: async () => known, waitUntil });
  const fails = () => Promise.reject(new Error('D1 is down'));
  expect(await copy.current({ now: NOW + 61_000, read: fails, waitUntil })).toBe(known);
  const hangs = () => new Promise<never>(() => {});
  expect(await copy.current({ now: NOW + 122_000, read: hangs, waitUntil })).toBe(known);
});

test('reads again after a minute and not before', async () => {
  const copy = createRunStateCopy();
  const known = await readRunStates(env.DB, catalog, NOW);
  let reads = 0;
  const read = async () => {
    reads += 1;
    return known;
  };
  for (const later of [0, 1, 59_999, 60_000, 60_001]) {
    await copy.current({ now: NOW + later, read, waitUntil: () => {} });
  }
  expect(reads).toBe(2);
});

test('a pause on record reaches the assignment', async () => {
  await readRunStates(env.DB, catalog, NOW);
  await env.DB.prepare(
    "INSERT INTO experiment_states (experiment_id, state, changed_at) VALUES ('headline', 'paused', ?1)",
  )
    .bind(NOW)
    .run();
  const states = await readRunStates(env.DB, catalog, NOW);
  expect(states.get('headline')).toMatchObject({ state: 'paused', epochs: [{ epoch: 1 }] });
});
