import { expect, test } from 'vitest';
import {
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
} from './project.ts';

/** The landing with a button that leads somewhere. */
const leadingTo = (href: string) => ({
  [LANDING_FILE]: replaced(LANDING, "href: '#demo-form'", `href: ${href}`),
});

test('warns of a link to a path without a page, with the nearest that has one', () => {
  expect(complaints(leadingTo('/crn/?a=1#demo-form'))).toContain(
    `site/landing/crm.yaml:9  warning: sections[0].action.href: leads to /crn/?a=1#demo-form, and this site has no page there. Did you mean "/crm/"?`,
  );
});

test('knows landings, pages of the site and thanks pages; looks for no file and no other site', () => {
  for (const href of [
    '/crm/?plan=team',
    '/crm',
    '/privacy/#cookies',
    '/privacy-choices/de/',
    '/crm/thanks/',
    '/media/prices.pdf',
    'https://halden.example/crn/',
    '"#demo-form"',
    '"tel:+493055501420"',
  ]) {
    expect(complaints(leadingTo(href)).join('\n'), href).not.toContain('no page there');
  }
});

test('looks at what a variant changes, too', () => {
  const change = replaced(
    EXPERIMENT,
    '    change:\n',
    '    change:\n      hero.action.href: /ofer/\n',
  );
  expect(complaints({ [EXPERIMENT_FILE]: change }).join('\n')).toContain(
    'leads to /ofer/, and this site has no page there',
  );
});
