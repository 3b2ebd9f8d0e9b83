import { describe, test } from 'vitest';
import { combinationKey, combinations } from '#experiments/definition/experiment/combination.ts';
import { combinationCount } from '#experiments/definition/experiment/combination-count.ts';
import { problemText } from '#experiments/definition/faults/problem.ts';
import { seeded } from '#test/support/seeded.ts';
import { compileProject, complaints, EXPERIMENT, type Files, VALID } from './project.ts';

/** A running experiment with as many treatments, each with another text for one key. */
function wide(id: string, treatments: number, more = ''): Files {
  const variants = Array.from(
    { length: treatments },
    (_, index) => `  - { id: v${index}, weightBp: 1000, change: { hero.${id}: "Text ${index}" } }`,
  );
  const text = EXPERIMENT.replace('id: headline', `id: ${id}`)
    .replace('seed: headline-1', `seed: ${id}-1\n${more}`)
    .replace(
      /variants:[\s\S]*(?=primary:)/,
      `variants:\n  - { id: control, weightBp: ${10_000 - treatments * 1_000} }\n${variants.join('\n')}\n`,
    );
  return { [`experiments/catalog/${id}.yaml`]: text };
}

const SITE = VALID['site/site.yaml'] ?? '';
const FAR_TOO_MANY = { ...wide('headline', 2), ...wide('lead', 1), ...wide('eyebrow', 3) };

describe('the combinations of a landing', () => {
  test('are bounded: the sentence shows the arithmetic, the visitors and the ways out', ({
    expect,
  }) => {
    expect(complaints(FAR_TOO_MANY)).toEqual([
      'experiments/catalog/lead.yaml:11  pages: /crm/ would need 4 × 3 × 2 = 24 > 16 static pages (eyebrow has 4, headline has 3 and lead has 2). To its verdict eyebrow needs 25,000 visitors, headline needs 22,224 visitors and lead needs 20,000 visitors. Allowed: at most 16 per landing: end one of them, drop a variant, or take the page out of one; all in one group would need 1 + 3 + 2 + 1 = 7, but each gets a part of the visitors and takes longer; maxCombinations in site/site.yaml may be up to 64; days to each verdict: npm run check -- --traffic 400.',
    ]);
  });

  test('tell the days to each verdict where the traffic is known', ({ expect }) => {
    const traffic = { everywhere: 1_000, byPath: {} };
    const compiled = compileProject(FAR_TOO_MANY, { traffic });
    const text = compiled.ok ? '' : compiled.problems.map(problemText).join('\n');
    expect(text).toContain(
      'To its verdict eyebrow needs 25,000 visitors (28 days), headline needs 22,224 visitors (28 days) and lead needs 20,000 visitors (21 days).',
    );
    expect(text).not.toContain('npm run check');
  });

  test('may be more where site.yaml says so', ({ expect }) => {
    const more = { ...FAR_TOO_MANY, 'site/site.yaml': `${SITE}maxCombinations: 24\n` };
    expect(complaints(more)).toEqual([]);
    expect(complaints({ 'site/site.yaml': `${SITE}maxCombinations: 65\n` })).toEqual([
      'site/site.yaml:7  maxCombinations: is 65. Allowed: at most 64.',
    ]);
  });

  test('add up within a group and multiply outside', ({ expect }) => {
    const change = { 'hero.headline': 'x' };
    const of = (id: string, group?: string) => ({
      id,
      ...(group === undefined ? {} : { group }),
      variants: [
        { id: 'control', weightBp: 5_000 },
        { id: 't', weightBp: 5_000, change },
      ],
    });
    const keys = combinations([of('a', 'g'), of('b'), of('c', 'g')]).map(combinationKey);
    expect(keys).toEqual(['', 'c.t', 'b.t', 'b.t~c.t', 'a.t', 'a.t~b.t']);
  });

  test('are counted as they are listed, whatever the groups', ({ expect }) => {
    const random = seeded(7);
    for (let count = 0; count < 200; count++) {
      const experiments = Array.from({ length: Math.floor(random() * 6) }, (_, index) => ({
        id: `e${index}`,
        group: [undefined, 'g', 'h'][Math.floor(random() * 3)],
        variants: Array.from({ length: 2 + Math.floor(random() * 3) }, (_unused, variant) => ({
          id: `v${variant}`,
          weightBp: 1,
          ...(random() < 0.7 ? { change: { 'hero.lead': 'x' } } : {}),
        })),
      }));
      const keys = combinations(experiments).map(combinationKey);
      expect(new Set(keys).size).toBe(keys.length);
      expect(combinationCount(experiments)).toBe(keys.length);
      for (const key of keys) {
        const groups = key
          .split('~')
          .flatMap((part) => experiments.find(({ id }) => id === part.split('.')[0])?.group ?? []);
        expect(new Set(groups).size).toBe(groups.length);
      }
    }
  });

  test('of one page come from at most twenty experiments, as a view names them all', ({
    expect,
  }) => {
    const files = Array.from({ length: 21 }, (_, index) =>
      EXPERIMENT.replace('id: headline', `id: aa-${index + 10}`)
        .replace('seed: headline-1', `seed: aa-${index}`)
        .replace(/\n {4}change:\n {6}hero.headline: .*/, ''),
    ).map((text, index): [string, string] => [`experiments/catalog/aa-${index + 10}.yaml`, text]);
    const found = complaints(Object.fromEntries(files));
    expect(found).toEqual([
      'experiments/catalog/headline.yaml:11  pages: /crm/ has 22 running experiments. Allowed: at most 20 per landing: end some of them.',
    ]);
  });
});
