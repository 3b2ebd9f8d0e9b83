import { GrowthBook } from '@growthbook/growthbook';
import { expect, test } from 'vitest';
import { assign } from '#experiments/assignment/assign.ts';
import { seeded } from '#test/support/seeded.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';

/*
 * The peer: GrowthBook's own SDK with hashVersion 2. Same experiments, same groups (its filters),
 * same visitors, same variants: people who move between the two tools keep their visitors' variants.
 */

const FACTS = visitorFacts();

test('assigns as GrowthBook does, over thousands of random experiments and visitors', () => {
  const random = seeded(20_261_123);
  let compared = 0;
  let grouped = 0;
  for (let count = 0; count < 1_500; count++) {
    const experiment = randomExperiment(random, count);
    for (let visitor = 0; visitor < 8; visitor++) {
      const id = randomId(random);
      expect(ours(experiment, id), `${JSON.stringify(experiment)} ${id}`).toBe(
        theirs(experiment, id),
      );
      compared += 1;
      if (experiment.group !== null && ours(experiment, id) >= 0) grouped += 1;
    }
  }
  expect(compared).toBe(12_000);
  expect(grouped).toBeGreaterThan(500);
});

type RandomExperiment = {
  readonly seed: string;
  readonly weightsBp: readonly number[];
  readonly allocationBp: number;
  readonly group: { readonly id: string; readonly rangeBp: [number, number] } | null;
};

function randomExperiment(random: () => number, count: number): RandomExperiment {
  const arms = 2 + Math.floor(random() * 5);
  const cuts = Array.from({ length: arms - 1 }, () => Math.floor(random() * 10_001)).sort(
    (a, b) => a - b,
  );
  const weightsBp = [...cuts, 10_000].map(
    (cut, index) => cut - (index === 0 ? 0 : (cuts[index - 1] ?? 0)),
  );
  const equal = Array.from(
    { length: arms },
    (_, index) => Math.floor(10_000 / arms) + (index < 10_000 % arms ? 1 : 0),
  );
  return {
    seed: `${['crm-headline', 'Überschrift', 'x', 'a b'][count % 4]}-${Math.floor(random() * 1e6)}`,
    weightsBp: random() < 0.5 ? weightsBp : equal,
    allocationBp: random() < 0.3 ? 10_000 : Math.floor(random() * 10_001),
    group:
      random() < 0.5
        ? null
        : { id: ['pricing', 'Größe', 'a b'][count % 3] ?? '', rangeBp: randomRange(random) },
  };
}

function randomRange(random: () => number): [number, number] {
  const [from = 0, until = 0] = [random(), random()]
    .map((cut) => Math.floor(cut * 10_001))
    .sort((a, b) => a - b);
  return [from, until];
}

function ours({ seed, weightsBp, allocationBp, group }: RandomExperiment, id: string): number {
  const variants = weightsBp.map((weightBp, index) => ({ id: `v${index}`, weightBp }));
  const epochs = [{ epoch: 1, weightsBp, allocationBp, effectiveAt: 0 }];
  const assignment = assign(
    {
      seed,
      variants,
      audience: {},
      ...(group && { group: group.id, groupRangeBp: group.rangeBp }),
    },
    { epochs, paused: false },
    { id, facts: FACTS },
  );
  return assignment.in ? Number(assignment.variantId.slice(1)) : -1;
}

function theirs({ seed, weightsBp, allocationBp, group }: RandomExperiment, id: string): number {
  const range = group?.rangeBp.map((cut) => cut / 10_000) as [number, number] | undefined;
  const growthbook = new GrowthBook({ attributes: { id } });
  const result = growthbook.run({
    key: 'experiment',
    seed,
    hashVersion: 2,
    variations: weightsBp.map((_, index) => index) as [number, number, ...number[]],
    weights: weightsBp.map((weight) => weight / 10_000),
    coverage: allocationBp / 10_000,
    ...(group && range && { filters: [{ seed: group.id, ranges: [range], hashVersion: 2 }] }),
  });
  growthbook.destroy();
  return result.inExperiment ? result.variationId : -1;
}

function randomId(random: () => number): string {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}
