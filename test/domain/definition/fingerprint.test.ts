import { describe, test } from 'vitest';
import {
  type Experiment,
  experimentSchema,
} from '#experiments/definition/experiment/experiment.ts';
import { canonicalJson, fingerprint } from '#experiments/definition/experiment/fingerprint.ts';

const BASE: Experiment = experimentSchema.parse({
  id: 'headline',
  title: 'The outcome',
  owner: 'Lena',
  status: 'draft',
  pages: ['/crm/'],
  seed: 'headline-1',
  variants: [
    { id: 'control', weightBp: 5_000 },
    {
      id: 'outcome',
      weightBp: 5_000,
      change: { 'hero.headline': 'Less driving', 'hero.tone': 'light' },
    },
  ],
  primary: 'demo-request',
});

const [control, outcome] = BASE.variants as [
  Experiment['variants'][number],
  Experiment['variants'][number],
];

describe('the fingerprint of a definition', () => {
  test('is the recorded one, so that running experiments keep theirs', ({ expect }) => {
    expect(fingerprint(BASE)).toBe('2c033fe6');
  });

  const free: readonly Partial<Experiment>[] = [
    { title: 'Another title' },
    { owner: 'Jonas' },
    { status: 'running' },
    { allocationBp: 5_000 },
    { startAt: '2026-11-16T06:00:00+01:00' },
    { endAt: '2026-12-16T06:00:00+01:00' },
    { winner: 'outcome' },
    { learned: 'Owners read it.' },
    {
      variants: [
        { ...control, weightBp: 9_000 },
        { ...outcome, weightBp: 1_000 },
      ],
    },
    {
      hypothesis: {
        because: 'because of this',
        change: 'change of that',
        audience: 'all',
        metric: 'x',
        atLeastBp: 1,
      },
    },
  ];
  for (const change of free) {
    test(`stays the same with another ${Object.keys(change).join()}`, ({ expect }) => {
      expect(fingerprint({ ...BASE, ...change })).toBe(fingerprint(BASE));
    });
  }

  const fixed: readonly Partial<Experiment>[] = [
    { id: 'headlines' },
    { seed: 'headline-2' },
    { pages: ['/crm/', '/offer/'] },
    { primary: 'cta-click' },
    { secondary: ['cta-click'] },
    { guardrails: [{ metric: 'cta-click', marginBp: 100 }] },
    { audience: { device: ['mobile'] } },
    { group: 'checkout' },
    { plan: { ...BASE.plan, visitors: 20_000 } },
    { plan: { ...BASE.plan, alpha: 0.1 } },
    { variants: [outcome, control] },
    { variants: [control, { ...outcome, id: 'result' }] },
    {
      variants: [
        control,
        { ...outcome, change: { 'hero.headline': 'Less  driving', 'hero.tone': 'light' } },
      ],
    },
  ];
  for (const change of fixed) {
    test(`differs with another ${JSON.stringify(change).slice(0, 60)}`, ({ expect }) => {
      expect(fingerprint({ ...BASE, ...change })).not.toBe(fingerprint(BASE));
    });
  }

  test('does not depend on the order in which keys were written', ({ expect }) => {
    const turned = {
      ...outcome,
      change: { 'hero.tone': 'light', 'hero.headline': 'Less driving' },
    };
    expect(fingerprint({ ...BASE, variants: [control, turned] })).toBe(fingerprint(BASE));
    expect(canonicalJson({ b: [1, { d: 1, c: undefined }], a: null })).toBe(
      '{"a":null,"b":[1,{"d":1}]}',
    );
  });
});
