import { describe, test } from 'vitest';
import { complaints, EXPERIMENT, EXPERIMENT_FILE, replaced } from './project.ts';

const SECOND = replaced(
  replaced(replaced(EXPERIMENT, 'id: headline', 'id: lead'), 'seed: headline-1', 'seed: lead-1'),
  'hero.headline',
  'hero.lead',
);

describe('experiments that meet on a page', () => {
  test('may change different keys', ({ expect }) => {
    expect(complaints({ 'experiments/catalog/lead.yaml': SECOND })).toEqual([]);
  });

  test('may not share a seed', ({ expect }) => {
    const same = replaced(SECOND, 'seed: lead-1', 'seed: headline-1');
    expect(complaints({ 'experiments/catalog/lead.yaml': same })).toEqual([
      'experiments/catalog/lead.yaml:12  seed: "headline" has this seed too (experiments/catalog/headline.yaml:12); both would always put a visitor on the same side. Allowed: a seed of its own, for example lead-1.',
    ]);
  });

  test('may not change the same key', ({ expect }) => {
    const same = replaced(SECOND, 'hero.lead', 'hero.headline');
    expect(complaints({ 'experiments/catalog/lead.yaml': same })).toEqual([
      'experiments/catalog/lead.yaml:18  variants[1].change.hero.headline: "headline" changes hero.headline on /crm/ too (experiments/catalog/headline.yaml:18); two running experiments may not share a key, because then neither knows what its visitors saw.',
    ]);
  });

  test('may not change a key and a part of it, whichever comes first', ({ expect }) => {
    const whole = "hero.action: { label: Go, href: '#demo-form', name: cta }";
    const part = 'hero.action.label: Go on';
    for (const [first, second, taken] of [
      [whole, part, 'hero.action'],
      [part, whole, 'hero.action.label'],
    ] as const) {
      const [conflict] = complaints({
        [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'hero.headline: 41 minutes less driving', first),
        'experiments/catalog/lead.yaml': replaced(
          SECOND,
          'hero.lead: 41 minutes less driving',
          second,
        ),
      });
      expect(conflict).toContain(`"headline" changes ${taken} on /crm/ too`);
    }
  });

  test('are only warned when one of them is a draft', ({ expect }) => {
    const draft = replaced(
      replaced(SECOND, 'hero.lead', 'hero.headline'),
      'status: running',
      'status: draft',
    );
    const [first, second] = complaints({ 'experiments/catalog/lead.yaml': draft });
    expect(first).toContain('experiments/catalog/lead.yaml:18  warning: ');
    expect(second).toBeUndefined();
  });

  test('give pages names that a file system takes', ({ expect }) => {
    const long = (letter: string) => letter.repeat(48);
    const files = Object.fromEntries(
      ['headline', 'lead', 'eyebrow'].map((key) => {
        const id = long(key.slice(0, 1));
        const text = EXPERIMENT.replace('id: headline', `id: ${id}`)
          .replace('seed: headline-1', `seed: ${id}`)
          .replace('id: outcome', `id: ${id}`)
          .replace('hero.headline', `hero.${key}`);
        return [`experiments/catalog/${id}.yaml`, text];
      }),
    );
    const ended = replaced(EXPERIMENT, 'status: running', 'status: ended\nlearned: Nothing.');
    const [first, second] = complaints({ [EXPERIMENT_FILE]: ended, ...files });
    expect(first).toContain(', 293 characters long. Allowed: at most 200: give experiments or');
    expect(second).toBeUndefined();
  });
});
