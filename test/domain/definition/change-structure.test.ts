import { describe, test } from 'vitest';
import {
  applyChange,
  type Change,
  mergedChange,
} from '#experiments/definition/experiment/change.ts';
import { type Landing, landingSchema } from '#experiments/definition/landing/landing.ts';
import { parseSource } from '#site/build/read-source.ts';
import { LANDING_FILE } from './project.ts';
import { THREE } from './three-sections.ts';

const FAQ = {
  type: 'faq',
  id: 'faq',
  title: 'Before you ask',
  items: [
    { question: 'How long?', answer: 'Nine days.' },
    { question: 'How much?', answer: 'Nineteen euros.' },
  ],
};
function aLanding(): Landing {
  const read = parseSource(LANDING_FILE, THREE);
  if (!read.ok) throw new Error('the landing of the tests is no YAML');
  return landingSchema.parse(read.source.value);
}

function orderAfter(change: Change): readonly string[] {
  const changed = applyChange(aLanding(), change);
  return changed.ok
    ? changed.landing.sections.map(({ id }) => id)
    : changed.faults.map(({ key, rest, fault }) => {
        const close = fault.nearest === undefined ? '' : ` (${fault.nearest}?)`;
        return `${[key, ...rest].join(' > ')}: ${fault.wrong}${close}`;
      });
}

describe('a change of structure', () => {
  test('takes a section out, and the links of the header to it', ({ expect }) => {
    const changed = applyChange(aLanding(), { voice: null });
    expect(changed.ok && changed.landing.sections.map(({ id }) => id)).toEqual([
      'hero',
      'demo-form',
    ]);
    expect(changed.ok && changed.landing.nav.links.map(({ href }) => href)).toEqual(['#demo-form']);
    expect(aLanding().nav.links).toHaveLength(2);
  });

  test('moves a section by its neighbour, to the top or to the end', ({ expect }) => {
    expect(orderAfter({ 'voice.move': { after: 'demo-form' } })).toEqual([
      'hero',
      'demo-form',
      'voice',
    ]);
    expect(orderAfter({ 'demo-form.move': { before: 'voice' } })).toEqual([
      'hero',
      'demo-form',
      'voice',
    ]);
    expect(orderAfter({ 'voice.move': { at: 'first' } })).toEqual(['voice', 'hero', 'demo-form']);
    expect(orderAfter({ 'hero.move': { at: 'last' } })).toEqual(['voice', 'demo-form', 'hero']);
  });

  test('puts sections in, one beside the other, where another is taken out', ({ expect }) => {
    const second = { after: 'faq', section: { ...FAQ, id: 'more' } };
    expect(
      orderAfter({ voice: null, 'sections.add': [{ after: 'voice', section: FAQ }, second] }),
    ).toEqual(['hero', 'faq', 'more', 'demo-form']);
  });

  test('changes texts of sections that move, and keeps their defaults', ({ expect }) => {
    const changed = applyChange(aLanding(), {
      'voice.move': { at: 'last' },
      'voice.author': 'Sabine Thoma',
      'sections.add': [{ at: 'last', section: FAQ }],
    });
    expect(changed.ok && changed.landing.sections).toMatchObject([
      { id: 'hero', tone: 'deep' },
      { id: 'demo-form' },
      { id: 'faq' },
      { id: 'voice', author: 'Sabine Thoma' },
    ]);
  });

  test('names what is not there, and the nearest', ({ expect }) => {
    expect(orderAfter({ voic: null })).toEqual(['voic: /crm/ has no section "voic" (voice?)']);
    expect(orderAfter({ 'voic.move': { at: 'last' } })).toEqual([
      'voic.move: /crm/ has no section "voic" (voice.move?)',
    ]);
    expect(orderAfter({ 'voice.move': { after: 'heroo' } })).toEqual([
      'voice.move > after: /crm/ has no section "heroo" (hero?)',
    ]);
    expect(orderAfter({ 'sections.add': [{ aftr: 'hero', section: FAQ }] })).toEqual([
      'sections.add > 0 > aftr: is not a key here (after?)',
    ]);
    expect(orderAfter({ 'sections.order': ['voice'] })).toEqual([
      'sections.order: is not a key of the page',
    ]);
  });

  test('says where exactly one place is missing', ({ expect }) => {
    expect(orderAfter({ 'voice.move': {} })).toEqual(['voice.move: says no place']);
    expect(orderAfter({ 'voice.move': { after: 'hero', at: 'last' } })).toEqual([
      'voice.move: says more than one place',
    ]);
    expect(orderAfter({ 'voice.move': { after: 'voice' } })).toEqual([
      'voice.move: moves "voice" beside itself',
    ]);
    expect(orderAfter({ 'voice.move': 'last' })).toEqual(['voice.move: is "last"']);
  });

  test('reads a new section as strictly as the page', ({ expect }) => {
    const wrong = { ...FAQ, titel: 'x', items: 'none' };
    expect(orderAfter({ 'sections.add': [{ after: 'hero', section: wrong }] })).toEqual([
      'sections.add > 0 > section > items: is "none"',
      'sections.add > 0 > section > titel: is not a key here (title?)',
    ]);
    expect(
      orderAfter({ 'sections.add': [{ after: 'hero', section: { ...FAQ, id: 'voice' } }] }),
    ).toEqual([
      'sections.add > 0 > section > id: /crm/ has a section "voice" already; give the new one another id',
    ]);
  });

  test('keeps the rules of the whole page', ({ expect }) => {
    expect(orderAfter({ 'demo-form': null })).toEqual([
      'demo-form: makes the page invalid at sections.0.action.href: is "#demo-form": no section is called "demo-form"; there are hero, voice',
    ]);
    expect(orderAfter({ hero: null })[0]).toContain(
      'exactly one hero carries the main heading, not 0',
    );
  });

  test('is merged with others by appending what they add', ({ expect }) => {
    const merged = mergedChange([
      { 'sections.add': [{ at: 'last', section: FAQ }] },
      { 'sections.add': [{ at: 'last', section: { ...FAQ, id: 'more' } }], voice: null },
    ]);
    expect(orderAfter(merged)).toEqual(['hero', 'demo-form', 'faq', 'more']);
  });
});
