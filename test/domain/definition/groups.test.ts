import { describe, test } from 'vitest';
import { overview } from '#experiments/definition/catalog/overview.ts';
import { overviewText } from '#site/build/overview-text.ts';
import { compileProject, complaints, EXPERIMENT, EXPERIMENT_FILE, replaced } from './project.ts';

const LEAD_FILE = 'experiments/catalog/lead.yaml';

/** The first experiment with a part of a group, and a second one, both with the same text. */
function pair(first: string, second: string, more: (text: string) => string = (text) => text) {
  const lead = replaced(
    replaced(EXPERIMENT, 'id: headline', 'id: lead'),
    'seed: headline-1',
    `seed: lead-1\n${second}`,
  );
  return {
    [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'seed: headline-1', `seed: headline-1\n${first}`),
    [LEAD_FILE]: more(lead),
  };
}

describe('experiments of one group', () => {
  test('may change the same text, as no visitor is in both', ({ expect }) => {
    const files = pair(
      'group: first\ngroupRangeBp: [0, 5000]',
      'group: first\ngroupRangeBp: [5000, 10000]',
    );
    const compiled = compileProject(files);
    expect(compiled).toMatchObject({ ok: true, warnings: [] });
    const [landing] = compiled.ok ? overview(compiled) : [];
    expect(landing?.pages.map(({ key, shareBp }) => [key, shareBp])).toEqual([
      ['', 5_000],
      ['lead.outcome', 2_500],
      ['headline.outcome', 2_500],
    ]);
    expect(landing?.conflicts).toEqual([]);
    expect(compiled.ok && overviewText(overview(compiled))).toContain(
      'control 25 % and outcome 25 % of visitors; takes 50 % of the group "first"; 50 % take no part and see the control',
    );
  });

  test('may not overlap: the sentence says what is free and the line to paste', ({ expect }) => {
    const files = pair(
      'group: first\ngroupRangeBp: [1000, 5000]',
      'group: first\ngroupRangeBp: [4999, 9000]',
    );
    expect(complaints(files)).toEqual([
      'experiments/catalog/lead.yaml:14  groupRangeBp: 4999 to 9000 overlaps with 1000 to 5000 of "headline" (experiments/catalog/headline.yaml:14), so that visitors would be in both. Allowed: 0 to 1000 and 5000 to 10000 of "first" are free; paste groupRangeBp: [5000, 10000].',
    ]);
  });

  test('say so when nothing is free', ({ expect }) => {
    const files = pair('group: first\ngroupRangeBp: [0, 10000]', 'group: first');
    expect(complaints(files)).toEqual([
      'experiments/catalog/lead.yaml:1  groupRangeBp: is missing: it says which part of the group’s visitors this experiment takes. Allowed: nothing is free of "first": end one of its experiments, or name another group.',
    ]);
  });

  test('give their part back when they end', ({ expect }) => {
    const part = 'group: first\ngroupRangeBp: [0, 10000]';
    const files = pair(part, part, (text) =>
      replaced(text, 'status: running', 'status: ended\nlearned: Nothing.'),
    );
    expect(complaints(files)).toEqual([]);
  });

  test.for([
    ['groupRangeBp: [0, 5000]', 'groupRangeBp: is part of no group: group is missing.'],
    [
      'group: first\ngroupRangeBp: [5000, 5000]',
      'groupRangeBp: is empty: 5000 to 5000 holds nobody. Allowed: 0 to 10000 of "first" is free; paste groupRangeBp: [0, 10000].',
    ],
    [
      'group: first\ngroupRangeBp: [0]',
      'groupRangeBp: is a list of 1. Allowed: at least 2 entries.',
    ],
    [
      'group: first\ngroupRangeBp: [0, 10001]',
      'groupRangeBp[1]: is 10001. Allowed: at most 10000.',
    ],
    [
      'group: headline-1\ngroupRangeBp: [0, 5000]',
      'seed: "headline-1" is a group: whoever is in a part of it would all see the same variant. Allowed: a seed of its own, for example headline-1.',
    ],
  ])('refuse %j', ([lines, sentence], { expect }) => {
    const found = complaints({
      [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'seed: headline-1', `seed: headline-1\n${lines}`),
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
  });
});
