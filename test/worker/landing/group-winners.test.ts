import { expect, test } from 'vitest';
import { firstEpoch } from '#experiments/assignment/assign.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';
import { assignPage } from '#worker/landing/assignments.ts';
import { headline, layout } from '../world.ts';

const FACTS = visitorFacts();
const first = { ...headline, group: 'demo', groupRangeBp: [0, 5_000] as [number, number] };
const second = { ...layout, group: 'demo', groupRangeBp: [5_000, 10_000] as [number, number] };

function keysOf(winners: { readonly first?: string; readonly second?: string }): readonly string[] {
  const live = (experiment: CatalogExperiment, winner: string | undefined) => ({
    experiment,
    state: { epochs: [firstEpoch(experiment)], paused: false },
    ...(winner === undefined ? {} : { winner }),
  });
  const all = [live(first, winners.first), live(second, winners.second)];
  const found = Array.from(
    { length: 300 },
    (_, index) => assignPage(all, { id: `visitor-${index}`, facts: FACTS, joined: [] }).key,
  );
  return [...new Set(found)].sort();
}

test('shows the winner of a group to whoever is in no other experiment of it', () => {
  expect(keysOf({ first: 'bold' })).toEqual(['', 'headline.bold', 'layout.short', 'layout.wide']);
});

test('shows one winner where two of a group have ended, as no page has both', () => {
  expect(keysOf({ first: 'bold', second: 'wide' })).toEqual(['headline.bold']);
  expect(keysOf({ first: 'control', second: 'wide' })).toEqual(['layout.wide']);
});
