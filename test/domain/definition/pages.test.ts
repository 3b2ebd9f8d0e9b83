import { describe, test } from 'vitest';
import { overview } from '#experiments/definition/catalog/overview.ts';
import { matchingPaths, nearestPath } from '#experiments/definition/catalog/pages.ts';
import {
  combinationKey,
  combinationPath,
  combinations,
} from '#experiments/definition/experiment/combination.ts';
import { problemText } from '#experiments/definition/faults/problem.ts';
import { overviewText } from '#site/build/overview-text.ts';
import {
  compileProject,
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
} from './project.ts';

const FORM = EXPERIMENT.replace('seed: headline-1', 'seed: form')
  .replace('id: headline', 'id: form')
  .replace(
    /variants:[\s\S]*(?=primary:)/,
    `variants:
  - { id: control, weightBp: 4000 }
  - { id: same, weightBp: 2000 }
  - id: short
    weightBp: 4000
    change:
      demo-form.fields: [{ name: email, label: Work email, type: email, required: true }]
`,
  );

describe('the static pages of a landing', () => {
  test('are one per combination of variants that change something, the control first', ({
    expect,
  }) => {
    const change = { 'hero.headline': 'x' };
    const keys = combinations([
      {
        id: 'a',
        variants: [
          { id: 'control', weightBp: 5_000 },
          { id: 'b', weightBp: 5_000, change },
        ],
      },
      {
        id: 'c',
        variants: [
          { id: 'control', weightBp: 4_000 },
          { id: 'd', weightBp: 3_000, change },
          { id: 'e', weightBp: 3_000, change },
        ],
      },
    ]).map(combinationKey);
    expect(keys).toEqual(['', 'c.d', 'c.e', 'a.b', 'a.b~c.d', 'a.b~c.e']);
    expect(combinationPath('a.b~c.d', '/crm/')).toBe('/_v/a.b~c.d/crm/');
    expect(combinationPath('', '/crm/')).toBe('/crm/');
  });

  test('hold each variant of a draft alone, for previews; no ended experiment, no variant without a change', ({
    expect,
  }) => {
    const compiled = compileProject({
      [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'status: running', 'status: draft'),
      'experiments/catalog/form.yaml': FORM,
    });
    expect(compiled.ok && compiled.pages.map(({ key, draft }) => [key, draft])).toEqual([
      ['', false],
      ['form.short', false],
      ['headline.outcome', true],
    ]);
    const text = compiled.ok ? overviewText(overview(compiled)) : '';
    expect(text).toMatch(/headline\.outcome +draft, only by preview link/);
    expect(compiled.ok && compiled.catalog.landings).toEqual([
      {
        id: 'crm',
        path: '/crm/',
        locale: 'en',
        experimentIds: ['form', 'headline'],
        combinationKeys: ['form.short'],
        draftKeys: ['headline.outcome'],
      },
    ]);
    const fields = compiled.ok ? compiled.catalog.forms[0]?.fieldsByCombination : {};
    expect(Object.keys(fields ?? {})).toEqual(['', 'form.short']);
  });

  test('of drafts are at most 16 per landing, and the rest is told', ({ expect }) => {
    const draft = (id: string) =>
      EXPERIMENT.replace('id: headline', `id: ${id}`)
        .replace('seed: headline-1', `seed: ${id}`)
        .replace('status: running', 'status: draft')
        .replace('seed: headline-1', `seed: ${id}`);
    const files = Array.from({ length: 18 }, (_, index) => `draft-${index + 10}`);
    const compiled = compileProject(
      Object.fromEntries(files.map((id) => [`experiments/catalog/${id}.yaml`, draft(id)])),
    );
    if (!compiled.ok) throw new Error('drafts never block a build');
    expect(compiled.pages.filter(({ draft: is }) => is)).toHaveLength(16);
    expect(compiled.warnings.map(problemText).join('\n')).toContain(
      'draft-27.yaml:10  warning: status: /crm/ has 18 variants of drafts; the last 2 get no page',
    );
  });

  test('are seen by shares of the visitors that make a whole', ({ expect }) => {
    const compiled = compileProject({
      [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'seed:', 'allocationBp: 5000\nseed:'),
      'experiments/catalog/form.yaml': FORM,
    });
    const [landing] = compiled.ok ? overview(compiled) : [];
    expect(landing?.pages.map(({ key, shareBp }) => [key, shareBp])).toEqual([
      ['', 4_500],
      ['headline.outcome', 1_500],
      ['form.short', 3_000],
      ['form.short~headline.outcome', 1_000],
    ]);
    expect(landing?.metrics[0]).toEqual({
      id: 'demo-request',
      label: 'Demo requests',
      roles: ['primary of form', 'primary of headline'],
      firedBy: 'a valid submit of form "demo"',
    });
  });

  test('give the Worker the fields that each of them shows', ({ expect }) => {
    const compiled = compileProject({ 'experiments/catalog/form.yaml': FORM });
    const [form] = compiled.ok ? compiled.catalog.forms : [];
    expect(form).toMatchObject({ id: 'demo', landing: '/crm/', thanks: '/crm/thanks/' });
    const names = Object.entries(form?.fieldsByCombination ?? {}).map(([key, fields]) => [
      key,
      fields.map(({ name }) => name).join(' '),
    ]);
    expect(names).toEqual([
      ['', 'email phone'],
      ['headline.outcome', 'email phone'],
      ['form.short', 'email'],
      ['form.short~headline.outcome', 'email'],
    ]);
  });

  test('must be valid together: a rule across two changes is told', ({ expect }) => {
    const landing = replaced(
      LANDING,
      '  - type: form',
      `  - type: pricing
    id: pricing
    title: Prices
    plans:
      - name: Yard
        audience: Small
        prices: { month: { amount: €29, unit: a month }, day: { amount: €1, unit: a day } }
        features: [Board]
        action: { label: Try, href: '#demo-form' }
  - type: form`,
    );
    const plans = `pricing.plans: [{ name: Yard, audience: Small, prices: { month: { amount: €25, unit: a month } }, features: [Board], action: { label: Try, href: '#demo-form' } }]`;
    const compiled = compileProject({
      [LANDING_FILE]: landing,
      [EXPERIMENT_FILE]: replaced(
        EXPERIMENT,
        'hero.headline: 41 minutes less driving',
        'pricing.frame: day',
      ),
      'experiments/catalog/plans.yaml': EXPERIMENT.replace('seed: headline-1', 'seed: plans')
        .replace('id: headline', 'id: plans')
        .replace('hero.headline: 41 minutes less driving', plans),
    });
    expect(compiled.ok ? [] : compiled.problems).toMatchObject([
      {
        file: 'experiments/catalog/plans.yaml',
        line: 18,
        key: 'variants[1].change.pricing.plans[0].prices',
        wrong:
          'does not go together with the other changes of headline.outcome~plans.outcome: has no price for the frame "day"',
      },
    ]);
  });
});

describe('names of pages', () => {
  const paths = ['/', '/crm/', '/crm/lifts/', '/offer/'];

  test('match a path, or any text where a star stands', ({ expect }) => {
    expect(matchingPaths('/crm/', paths)).toEqual(['/crm/']);
    expect(matchingPaths('/crm/*', paths)).toEqual(['/crm/', '/crm/lifts/']);
    expect(matchingPaths('/.rm/', paths)).toEqual([]);
  });

  test('are found without their slashes', ({ expect }) => {
    expect(nearestPath('offer', paths)).toBe('/offer/');
    expect(nearestPath('/ofer/', paths)).toBe('/offer/');
  });
});
