import { describe, test } from 'vitest';
import { combinationKey } from '#experiments/definition/experiment/combination.ts';
import {
  pageKeyOf,
  previewExperiments,
  previewList,
  previewSwitches,
  readChoices,
} from '#experiments/links/preview-choices.ts';
import { parsePreviewToken, previewToken } from '#experiments/links/preview-link.ts';
import { compileProject, EXPERIMENT, LANDING_FILE } from '../definition/project.ts';

const other = (id: string, status: string, key: string) =>
  EXPERIMENT.replace('id: headline', `id: ${id}`)
    .replace('seed: headline-1', `seed: ${id}`)
    .replace('status: running', `status: ${status}`)
    .replace('headline-1', id)
    .replace('hero.headline:', `${key}:`);

const compiled = compileProject({
  'experiments/catalog/a-lead.yaml': other('a-lead', 'draft', 'hero.lead'),
  'experiments/catalog/b-lead.yaml': other('b-lead', 'running', 'demo-form.title'),
  'experiments/catalog/c-same.yaml': other('c-same', 'running', 'x').replace(
    /\n {4}change:\n.*/,
    '',
  ),
  'experiments/catalog/d-old.yaml': other('d-old', 'ended', 'hero.lead'),
});
if (!compiled.ok) throw new Error(`${LANDING_FILE}: ${JSON.stringify(compiled.problems)}`);
const [landing] = compiled.catalog.landings;
if (!landing) throw new Error('no landing');
const experiments = previewExperiments(compiled.catalog, landing.path);

describe('what a preview can show', () => {
  test('are running experiments and drafts, not ended ones', ({ expect }) => {
    expect(experiments.map(({ id }) => id)).toEqual(['a-lead', 'b-lead', 'c-same', 'headline']);
  });

  test('is each static page once, or each variant of one experiment', ({ expect }) => {
    expect(previewList(experiments, landing).map(combinationKey)).toEqual([
      '',
      'headline.outcome',
      'b-lead.outcome',
      'b-lead.outcome~headline.outcome',
      'a-lead.outcome',
    ]);
    expect(previewList(experiments, landing, 'c-same').map(combinationKey)).toEqual([
      '',
      'c-same.outcome',
    ]);
  });

  test('is only what the build has', ({ expect }) => {
    const keyOf = (text: string) => {
      const choices = readChoices(text, experiments);
      return choices && pageKeyOf(choices, experiments, landing);
    };
    expect(keyOf('headline.outcome~b-lead.outcome')).toBe('b-lead.outcome~headline.outcome');
    expect(keyOf('headline.control~c-same.outcome')).toBe('');
    expect(keyOf('a-lead.outcome~headline.outcome')).toBeNull();
    for (const text of [
      'd-old.outcome',
      'headline',
      'headline.',
      'headline.outcome.x',
      'headline.outcome~headline.control',
      'headline.outcome~',
      '../x.y',
    ]) {
      expect(readChoices(text, experiments)).toBeNull();
    }
  });

  test('switches one experiment at a time, and says when the others cannot stay', ({ expect }) => {
    const choices = readChoices('headline.outcome', experiments) ?? [];
    const words = previewSwitches(choices, experiments, landing).flatMap(
      ({ experiment, switches }) =>
        switches.map(
          (one) =>
            `${experiment.id}.${one.variantId}${one.current ? ' now' : ''}: ${combinationKey(one.choices ?? [])}${one.alone ? ' alone' : ''}`,
        ),
    );
    expect(words).toEqual([
      'a-lead.control now: headline.outcome',
      'a-lead.outcome: a-lead.outcome alone',
      'b-lead.control now: headline.outcome',
      'b-lead.outcome: b-lead.outcome~headline.outcome',
      'c-same.control now: headline.outcome',
      'c-same.outcome: c-same.outcome~headline.outcome',
      'headline.control: ',
      'headline.outcome now: headline.outcome',
    ]);
  });
});

test('a switch to another experiment of a group leaves its group mates, and nothing else', ({
  expect,
}) => {
  const part = (id: string, range: string, key: string) =>
    other(id, 'running', key).replace(
      `seed: ${id}`,
      `seed: ${id}\ngroup: g\ngroupRangeBp: ${range}`,
    );
  const grouped = compileProject({
    'experiments/catalog/a-one.yaml': part('a-one', '[0, 5000]', 'hero.lead'),
    'experiments/catalog/b-two.yaml': part('b-two', '[5000, 10000]', 'hero.lead'),
  });
  if (!grouped.ok) throw new Error(JSON.stringify(grouped.problems));
  const [page] = grouped.catalog.landings;
  if (!page) throw new Error('no landing');
  const all = previewExperiments(grouped.catalog, page.path);
  const from = readChoices('a-one.outcome~headline.outcome', all) ?? [];
  const keys = previewSwitches(from, all, page).flatMap(({ switches }) =>
    switches.map(
      ({ choices, alone }) => `${combinationKey(choices ?? [])}${alone ? ' alone' : ''}`,
    ),
  );
  expect(keys).toEqual([
    'headline.outcome',
    'a-one.outcome~headline.outcome',
    'a-one.outcome~headline.outcome',
    'b-two.outcome~headline.outcome',
    'a-one.outcome',
    'a-one.outcome~headline.outcome',
  ]);
});

test('a preview token is read as it was written, and nothing else is', ({ expect }) => {
  const signed = {
    kid: 'k1',
    expiresAt: 1_790_000_000_000,
    choices: 'crm-form.short~crm-headline.outcome',
    signature: 'A'.repeat(22),
  };
  expect(parsePreviewToken(previewToken(signed))).toEqual(signed);
  expect(parsePreviewToken(previewToken({ ...signed, choices: '' }))?.choices).toBe('');
  for (const bad of ['', '1', previewToken({ ...signed, choices: '../' }), '2.k1.a..b']) {
    expect(parsePreviewToken(bad)).toBeNull();
  }
});
