import { describe, test } from 'vitest';
import { thanksPages } from '#experiments/definition/catalog/thanks-pages.ts';
import {
  compileProject,
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  experimentComplaints,
  LANDING,
  LANDING_FILE,
  replaced,
} from './project.ts';

const HEADLINE = 'hero.headline: 41 minutes less driving';

function changedTo(change: string) {
  const compiled = compileProject({ [EXPERIMENT_FILE]: replaced(EXPERIMENT, HEADLINE, change) });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled;
}

describe('the thanks pages of a landing', () => {
  test('are one where no variant touches them', ({ expect }) => {
    const { pages, catalog } = changedTo(HEADLINE);
    expect(thanksPages(pages).map(({ path }) => path)).toEqual(['/crm/thanks/']);
    expect(catalog.thanks).toEqual([{ path: '/crm/thanks/', landing: '/crm/', keys: [] }]);
  });

  test('are one more at a hidden path where a variant words them anew', ({ expect }) => {
    const { pages, catalog } = changedTo('thanks.title: Pick your time now');
    expect(thanksPages(pages).map(({ path, thanks }) => [path, thanks.title])).toEqual([
      ['/crm/thanks/', 'Thank you'],
      ['/_v/headline.outcome/crm/thanks/', 'Pick your time now'],
    ]);
    expect(catalog.thanks).toEqual([
      { path: '/crm/thanks/', landing: '/crm/', keys: ['headline.outcome'] },
    ]);
  });

  test('may be another address for a variant that gives its form one', ({ expect }) => {
    const { catalog } = changedTo(
      'demo-form.thanks: { path: /crm/call/, title: We call you, body: Today. }',
    );
    expect(catalog.thanks.map(({ path }) => path)).toEqual(['/crm/thanks/', '/crm/call/']);
    expect(catalog.forms[0]).toMatchObject({
      thanks: '/crm/thanks/',
      thanksByCombination: { 'headline.outcome': '/crm/call/' },
    });
  });

  test('keep their address in every variant', ({ expect }) => {
    expect(experimentComplaints(HEADLINE, 'thanks.path: /crm/other/')).toEqual([
      expect.stringMatching(/thanks\.path.*the address of a thanks page is the same in every/),
    ]);
    expect(experimentComplaints(HEADLINE, 'thanks.titel: Thanks')).toEqual([
      expect.stringMatching(/thanks has no key "titel".*thanks\.title/),
    ]);
  });
});

describe('a form', () => {
  const own = `    thanks:
      path: /crm/booked/
      title: Booked
      body: We call you.
      sections:
        - type: handoff
          id: calendar
          title: Choose a time
          action: { label: Open the calendar, href: 'https://calendar.example/halden' }
          note: Opens calendar.example
    submit: Request a demo
`;
  const landing = replaced(LANDING, '    submit: Request a demo\n', own).replace(
    /^thanks:.*\n/m,
    '',
  );

  test('leads to its own thanks page, sections and all', ({ expect }) => {
    const compiled = compileProject({ [LANDING_FILE]: landing });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    expect(compiled.catalog.forms[0]?.thanks).toBe('/crm/booked/');
    expect(thanksPages(compiled.pages)[0]?.thanks.sections[0]?.type).toBe('handoff');
  });

  test('is no section of a thanks page, and links there stay on it', ({ expect }) => {
    const form = replaced(landing, 'type: handoff', 'type: form');
    expect(complaints({ [LANDING_FILE]: form })[0]).toMatch(/is "form".*handoff/);
    const link = replaced(landing, 'https://calendar.example/halden', '#demo-form');
    expect(complaints({ [LANDING_FILE]: link })[0]).toMatch(/no section of this page is called/);
  });

  test('and a landing may not claim one address both', ({ expect }) => {
    const taken = replaced(landing, '/crm/booked/', '/crm/');
    expect(complaints({ [LANDING_FILE]: taken })[0]).toMatch(/the path \/crm\/ is taken/);
  });
});
