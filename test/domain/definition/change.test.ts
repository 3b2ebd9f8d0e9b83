import { describe, test } from 'vitest';
import { applyChange, type Change } from '#experiments/definition/experiment/change.ts';
import { type Landing, landingSchema } from '#experiments/definition/landing/landing.ts';
import { parseSource } from '#site/build/read-source.ts';
import { compileProject, LANDING, LANDING_FILE } from './project.ts';

function aLanding(): Landing {
  const read = parseSource(LANDING_FILE, LANDING);
  if (!read.ok) throw new Error('the landing of the tests is no YAML');
  return landingSchema.parse(read.source.value);
}

function faultsOf(change: Change): readonly string[] {
  const changed = applyChange(aLanding(), change);
  if (changed.ok) return [];
  return changed.faults.map(({ key, rest, fault }) => {
    const place = [key, ...rest].join(' > ');
    return `${place}: ${fault.wrong}${fault.nearest === undefined ? '' : ` (${fault.nearest}?)`}`;
  });
}

describe('a change of content', () => {
  test('replaces one key and leaves the landing alone', ({ expect }) => {
    const landing = aLanding();
    const changed = applyChange(landing, { 'hero.headline': 'Less driving' });
    expect(changed.ok && changed.landing.sections[0]).toMatchObject({
      headline: 'Less driving',
      lead: 'Halden plans overnight.',
    });
    expect(landing).toEqual(aLanding());
  });

  test('shares the sections that stay, and is the page that a whole read makes', ({ expect }) => {
    const landing = aLanding();
    const changed = applyChange(landing, { 'hero.headline': ' Less driving ' });
    if (!changed.ok) throw new Error('the change is invalid');
    expect(changed.landing.sections[1]).toBe(landing.sections[1]);
    expect(JSON.stringify(landingSchema.parse(changed.landing))).toBe(
      JSON.stringify(changed.landing),
    );
    expect(changed.landing.sections[0]).toHaveProperty('headline', 'Less driving');
  });

  test('reaches into maps and replaces lists as a whole', ({ expect }) => {
    const fields = [{ name: 'email', label: 'Email', type: 'email' }];
    const changed = applyChange(aLanding(), {
      'hero.action.label': 'Go',
      'demo-form.fields': fields,
    });
    expect(changed.ok && changed.landing.sections).toMatchObject([
      { action: { label: 'Go', href: '#demo-form', name: 'cta' } },
      { fields: [{ name: 'email', label: 'Email', required: false, maxLength: 200 }] },
    ]);
  });

  test('adds an optional key and removes one with null', ({ expect }) => {
    const added = applyChange(aLanding(), { 'hero.eyebrow': 'For lifts' });
    expect(added.ok && added.landing.sections[0]).toHaveProperty('eyebrow', 'For lifts');
    const removed = applyChange(aLanding(), { 'hero.action.name': null });
    expect(removed.ok && removed.landing.sections[0]).toMatchObject({
      action: { label: 'Book a demo' },
    });
    expect(removed.ok && JSON.stringify(removed.landing)).not.toContain('"cta"');
  });

  test('names a section or key that is not there, and the nearest', ({ expect }) => {
    expect(faultsOf({ 'heroo.headline': 'x' })).toEqual([
      'heroo.headline: /crm/ has no section "heroo" (hero.headline?)',
    ]);
    expect(faultsOf({ 'hero.headlin': 'x', 'hero.action.labell': 'x' })).toEqual([
      'hero.headlin: hero has no key "headlin" (hero.headline?)',
      'hero.action.labell: hero.action has no key "labell" (hero.action.label?)',
    ]);
  });

  test('keeps the names by which sections and forms are known', ({ expect }) => {
    expect(faultsOf({ 'hero.id': 'top', 'demo-form.form': 'other', hero: 'x' })).toEqual([
      'hero.id: "id" names the section and cannot be changed',
      'demo-form.form: "form" names the section and cannot be changed',
      'hero: names a section but no key',
    ]);
  });

  test('fits the schema of the landing, to the depth of a list', ({ expect }) => {
    expect(faultsOf({ 'hero.tone': 'dep' })).toEqual(['hero.tone: is "dep" (deep?)']);
    expect(faultsOf({ 'hero.headline': null })).toEqual([
      'hero.headline: is missing; write the promise of the page in one line, for example Every crew knows where to be',
    ]);
    expect(
      faultsOf({ 'demo-form.fields': [{ name: 'email', label: 'Email', type: 'mail' }] }),
    ).toEqual(['demo-form.fields > 0 > type: is "mail" (email?)']);
  });

  test('does not reach into a list', ({ expect }) => {
    expect(faultsOf({ 'demo-form.fields.0': 'x' })).toEqual([
      'demo-form.fields.0: "0" is inside a list; change the whole list',
    ]);
  });

  test('keeps the rules of the whole page', ({ expect }) => {
    expect(faultsOf({ 'hero.action.href': '#price' })).toEqual([
      'hero.action.href: is "#price": no section is called "price"; there are hero, demo-form',
    ]);
  });

  test('is the content of the page that the build makes of it', ({ expect }) => {
    const compiled = compileProject();
    expect(compiled.ok && compiled.pages.map(({ path, key }) => [path, key])).toEqual([
      ['/crm/', ''],
      ['/_v/headline.outcome/crm/', 'headline.outcome'],
    ]);
    expect(compiled.ok && compiled.pages[1]?.content.sections[0]).toMatchObject({
      headline: '41 minutes less driving',
    });
    expect(compiled.ok && compiled.landings[0]?.sections[0]).toMatchObject({
      headline: 'Every crew knows where to be',
    });
  });
});
