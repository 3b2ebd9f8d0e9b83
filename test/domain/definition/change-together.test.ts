import { describe, test } from 'vitest';
import { complaints, EXPERIMENT, EXPERIMENT_FILE, LANDING_FILE, replaced } from './project.ts';
import { THREE } from './three-sections.ts';

describe('two experiments that change the structure of a page', () => {
  const HEADLINE = 'hero.headline: 41 minutes less driving';
  const other = (id: string, change: string) =>
    replaced(EXPERIMENT, HEADLINE, change)
      .replace('id: headline', `id: ${id}`)
      .replace('seed: headline-1', `seed: ${id}-1`);
  const both = (first: string, second: string) =>
    complaints({
      [LANDING_FILE]: THREE,
      [EXPERIMENT_FILE]: other('headline', first),
      'experiments/catalog/voices.yaml': other('voices', second),
    });
  const added = (id: string) =>
    `sections.add: [{ after: hero, section: { type: cta, id: ${id}, title: Go, action: { label: Go, href: '#demo-form' } } }]`;

  test('may move one section and change the text of another, or both of one', ({ expect }) => {
    expect(both('voice.move: { at: last }', 'voice.author: Jana')).toEqual([]);
    expect(both(added('one'), added('two'))).toEqual([]);
    expect(both('voice: null', added('two').replace('after: hero', 'after: voice'))).toEqual([]);
  });

  test('may not touch a section that the other takes out', ({ expect }) => {
    const [first, more] = both('voice: null', 'voice.author: Jana');
    expect(first).toContain(
      '"headline" takes out voice on /crm/ too (experiments/catalog/headline.yaml:18)',
    );
    expect(more).toBeUndefined();
    expect(both('voice: null', 'voice.move: { at: last }')[0]).toContain('takes out voice');
  });

  test('may not both move or both add one section', ({ expect }) => {
    expect(both('voice.move: { at: last }', 'voice.move: { at: first }')[0]).toContain(
      '"headline" changes voice.move on /crm/ too',
    );
    expect(both(added('one'), added('one'))[0]).toContain('"headline" adds one on /crm/ too');
  });

  test('are told when they break the page only together', ({ expect }) => {
    const link = 'hero.secondary: { label: A voice, href: "#voice" }';
    expect(both('voice: null', link)).toEqual([
      'experiments/catalog/voices.yaml:18  variants[1].change.hero.secondary.href: does not go together with the other changes of headline.outcome~voices.outcome: is "#voice": no section is called "voice"; there are hero, demo-form.',
    ]);
  });
});
