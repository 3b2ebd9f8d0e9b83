import { describe, test } from 'vitest';
import { LOCK_FILE, lockText } from '#experiments/definition/experiment/lock.ts';
import {
  compileProject,
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  type Files,
  replaced,
} from './project.ts';

const LOCKED = locked({});

describe('the lock of a running experiment', () => {
  test('is missing at first, and holds the experiment once written', ({ expect }) => {
    expect(compileProject()).toMatchObject({ ok: true, unlocked: ['headline'] });
    expect(compileProject({ [LOCK_FILE]: LOCKED })).toMatchObject({ ok: true, unlocked: [] });
  });

  test('names the key that changed and both ways out', ({ expect }) => {
    expect(edited('41 minutes less', '45 minutes less')).toEqual([
      'experiments/catalog/headline.yaml:18  is running and may not change: variants[1].change.hero.headline is not what visitors saw. Allowed: put it back, or copy it to a new id: npm run new -- experiment --copy headline.',
    ]);
  });

  test('names every key that changed, came or went', ({ expect }) => {
    const text = replaced(EXPERIMENT, 'seed: headline-1', 'seed: headline-2');
    const more = replaced(text, 'hero.headline: 41', 'hero.lead: 41');
    const plan = replaced(more, 'visitors: 20000', 'visitors: 30000');
    expect(complaints({ [LOCK_FILE]: LOCKED, [EXPERIMENT_FILE]: plan })).toEqual([
      'experiments/catalog/headline.yaml:12  is running and may not change: seed, plan.visitors, variants[1].change.hero.lead and variants[1].change.hero.headline (gone) are not what visitors saw. Allowed: put it back, or copy it to a new id: npm run new -- experiment --copy headline.',
    ]);
  });

  test('names a variant that was added or renamed', ({ expect }) => {
    expect(edited('id: outcome', 'id: result')[0]).toContain(
      'variants, variants[1].change.hero.headline and variants.outcome.change.hero.headline (gone) are not what visitors saw',
    );
  });

  test('leaves weights, allocation, dates and texts for people free', ({ expect }) => {
    const free = [
      ['{ id: control, weightBp: 5000 }', '{ id: control, weightBp: 2000 }'],
      ['    weightBp: 5000', '    weightBp: 8000'],
      ['seed: headline-1', 'seed: headline-1\nallocationBp: 2000'],
      ['status: running', 'status: running\nendAt: 2027-01-01T00:00:00Z'],
      ['title: The outcome', 'title: An outcome'],
      ['owner: Lena', 'owner: Jonas'],
      ['because: Owners ask', 'because: Most owners ask'],
    ] as const;
    const text = free.reduce((soFar, [from, to]) => replaced(soFar, from, to), EXPERIMENT);
    expect(complaints({ [LOCK_FILE]: LOCKED, [EXPERIMENT_FILE]: text })).toEqual([]);
  });

  test('holds an experiment that has ended', ({ expect }) => {
    const ended = replaced(EXPERIMENT, 'status: running', 'status: ended\nlearned: It did not.');
    expect(complaints({ [LOCK_FILE]: LOCKED, [EXPERIMENT_FILE]: ended })).toEqual([]);
    const changed = replaced(ended, 'seed: headline-1', 'seed: headline-2');
    expect(complaints({ [LOCK_FILE]: LOCKED, [EXPERIMENT_FILE]: changed })).toEqual([
      'experiments/catalog/headline.yaml:13  has run and may not change: seed is not what visitors saw. Allowed: put it back, or copy it to a new id: npm run new -- experiment --copy headline.',
    ]);
  });

  test('lets no experiment become a draft again', ({ expect }) => {
    expect(edited('status: running', 'status: draft')).toEqual([
      'experiments/catalog/headline.yaml:10  status: is draft, but "headline" has run: experiments/catalog/fingerprints.lock.yaml holds it, and its visitors are in the data. Allowed: running or ended.',
    ]);
  });

  test('leaves a draft free, and does not hold it', ({ expect }) => {
    const draft = replaced(EXPERIMENT, 'status: running', 'status: draft');
    expect(compileProject({ [EXPERIMENT_FILE]: draft })).toMatchObject({ unlocked: [], lock: {} });
  });

  test('keeps the entries that it has, in alphabetical order', ({ expect }) => {
    const second = replaced(
      replaced(
        replaced(EXPERIMENT, 'id: headline', 'id: a-lead'),
        'seed: headline-1',
        'seed: a-lead',
      ),
      'hero.headline',
      'hero.lead',
    );
    const both = locked({ [LOCK_FILE]: LOCKED, 'experiments/catalog/a-lead.yaml': second });
    expect(both.match(/^[a-z-]+:$/gm)).toEqual(['a-lead:', 'headline:']);
    expect(both).toContain(LOCKED.slice(LOCKED.indexOf('\nheadline:')));
  });

  test('says where it cannot be read', ({ expect }) => {
    expect(complaints({ [LOCK_FILE]: replaced(LOCKED, 'keys:', 'key:') })).toEqual([
      'experiments/catalog/fingerprints.lock.yaml:5  headline.keys: is missing. Allowed: keys with values.',
      'experiments/catalog/fingerprints.lock.yaml:7  headline.key: is not a key here. Allowed: fingerprint, keys or around. Did you mean "keys"?',
    ]);
  });
});

function locked(files: Files): string {
  const compiled = compileProject(files);
  return compiled.ok ? lockText(compiled.lock) : '';
}

function edited(from: string, to: string): readonly string[] {
  return complaints({ [LOCK_FILE]: LOCKED, [EXPERIMENT_FILE]: replaced(EXPERIMENT, from, to) });
}
