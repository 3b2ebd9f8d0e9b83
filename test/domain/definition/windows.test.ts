import { describe, test } from 'vitest';
import { overview } from '#experiments/definition/catalog/overview.ts';
import { overviewText } from '#site/build/overview-text.ts';
import {
  compileProject,
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
} from './project.ts';

const OFFER = `  - type: cta
    id: close
    title: Until spring
    action: { label: Book a demo, href: '#demo-form', name: cta }
`;
const OTHER = replaced(
  replaced(LANDING.replaceAll('/crm/', '/other/'), 'form: demo\n', 'form: other\n'),
  "action: { label: Book a demo, href: '#demo-form', name: cta }",
  'action: { label: Book a demo, href: /crm/, name: cta }',
);
const WITH_OFFER = replaced(LANDING, 'thanks:', `${OFFER}thanks:`);

/** Complaints about the landing with lines added to its offer and to the page. */
function withTimes(offer: string, page = '', files: Record<string, string> = {}) {
  const landing = replaced(WITH_OFFER, 'id: close\n', `id: close\n${offer}`) + page;
  return complaints({ [LANDING_FILE]: landing, ...files }).filter(
    (line) => !line.includes('not locked'),
  );
}

describe('windows in files', () => {
  test('are taken as people write them', ({ expect }) => {
    const times = [
      '    from: 2026-12-01\n',
      '    until: 2026-12-01 09:00\n',
      '    from: 2026-12-01T09:00+01:00\n    until: 2026-12-01T08:00:01Z\n',
      '    from: 2026-12-01\n    until: 2026-12-01\n',
    ];
    for (const one of times) expect(withTimes(one), one).toEqual([]);
    expect(withTimes('', 'from: 2026-12-01\nuntil: 2026-12-24 18:00\ntimeZone: UTC\n')).toEqual([]);
  });

  test('that no calendar has are refused with what is allowed', ({ expect }) => {
    expect(withTimes('    from: 1 December\n')).toEqual([
      'site/landing/crm.yaml:21  sections[2].from: is "1 December". Allowed: a day (2026-12-01), a day and a time (2026-12-01 09:00) or a time with its offset (2026-12-01T09:00+01:00).',
    ]);
    expect(withTimes('    until: 2027-02-29\n')).toEqual([
      'site/landing/crm.yaml:21  sections[2].until: is "2027-02-29": the calendar has no such day.',
    ]);
    expect(withTimes('    until: 2027-03-28 02:30\n')).toEqual([
      'site/landing/crm.yaml:21  sections[2].until: is "2027-03-28 02:30", which the clock in Europe/Berlin skips when it is put forward. Allowed: a time that it shows. Did you mean "2027-03-28 03:30"?',
    ]);
    expect(withTimes('    untill: 2026-12-01\n').join()).toContain('Did you mean "until"?');
  });

  test('that never open are refused', ({ expect }) => {
    expect(withTimes('    from: 2026-12-02\n    until: 2026-12-01\n')).toEqual([
      'site/landing/crm.yaml:22  sections[2].until: is "2026-12-01", not after from ("2026-12-02"): it would never show.',
    ]);
    expect(withTimes('', 'from: 2026-12-01T00:00Z\nuntil: 2026-12-01 01:00\n')).toHaveLength(1);
  });

  test('are the page’s, not the hero’s', ({ expect }) => {
    const landing = replaced(LANDING, 'id: hero\n', 'id: hero\n    until: 2026-12-01\n');
    expect(complaints({ [LANDING_FILE]: landing }).join()).toContain(
      'the hero carries the main heading and always shows; give the page a time',
    );
  });

  test('name a zone that exists', ({ expect }) => {
    expect(withTimes('', 'timeZone: Europe/Berln\n')).toEqual([
      'site/landing/crm.yaml:24  timeZone: is "Europe/Berln". Allowed: an IANA time zone, for example Europe/Berlin. Did you mean "Europe/Berlin"?',
    ]);
  });
});

describe('what shows afterwards', () => {
  const until = 'until: 2026-12-24\n';
  const other = { 'site/landing/other.yaml': OTHER };

  test('is another landing that exists', ({ expect }) => {
    expect(withTimes('', `${until}after: { show: /other/ }\n`, other).join()).not.toContain(
      'after',
    );
    expect(withTimes('', `${until}after: { show: /othr/ }\n`, other).join()).toContain(
      'after.show: no landing is at /othr/. Allowed: /other/. Did you mean "/other/"?',
    );
    expect(withTimes('', `${until}after: { show: /crm/ }\n`, other).join()).toContain(
      'after.show: is the page itself',
    );
    expect(withTimes('', 'after: { show: /other/ }\n', other).join()).toContain(
      'after: says what shows after until, which is missing',
    );
  });

  test('does not lead back', ({ expect }) => {
    const circle = { 'site/landing/other.yaml': `${OTHER}${until}after: { show: /crm/ }\n` };
    expect(withTimes('', `${until}after: { show: /other/ }\n`, circle).join()).toContain(
      'leads back to /crm/: /crm/ → /other/ → /crm/',
    );
  });
});

describe('what points at something that comes and goes', () => {
  const shows = 'which shows only until 2026-12-02 00:00 (Europe/Berlin)';

  test('is warned of: a link to a section', ({ expect }) => {
    const landing = replaced(WITH_OFFER, 'id: close\n', 'id: close\n    until: 2026-12-01\n');
    const linked = `${landing}nav: { links: [{ label: Offer, href: '#close' }] }\n`;
    expect(complaints({ [LANDING_FILE]: linked })).toContain(
      `site/landing/crm.yaml:25  warning: nav.links[0].href: leads to #close, ${shows}; the link stays.`,
    );
  });

  test('is not warned of where the link goes with its target', ({ expect }) => {
    const form = replaced(WITH_OFFER, 'id: demo-form\n', 'id: demo-form\n    until: 2026-12-01\n');
    const both = replaced(form, 'id: close\n', 'id: close\n    until: 2026-12-01\n');
    const found = complaints({ [LANDING_FILE]: both }).filter((line) => line.includes('leads to'));
    expect(found).toHaveLength(1);
    expect(found.join()).toContain('sections[0].action.href: leads to #demo-form');
  });

  test('is warned of: a link to a page, a change of a section', ({ expect }) => {
    const lines = withTimes('    until: 2026-12-01\n', 'until: 2026-12-01\n', {
      'site/landing/other.yaml': OTHER,
      [EXPERIMENT_FILE]: replaced(
        EXPERIMENT,
        'hero.headline: 41 minutes less driving',
        'close.title: 41 minutes less driving',
      ),
    }).join('\n');
    expect(lines).toContain(`sections[0].action.href: leads to /crm/, ${shows}; the link stays`);
    expect(lines).toContain(
      `variants[1].change.close.title: changes /crm/#close, ${shows}; at other times the variants are alike there`,
    );
  });

  test('is warned of: a page with a window as a variant', ({ expect }) => {
    const lines = withTimes('', '', {
      'site/landing/other.yaml': `${OTHER}until: 2026-12-01\n`,
      [EXPERIMENT_FILE]: EXPERIMENT.replace(/change:\n.*\n(?=primary)/, 'page: /other/\n'),
    }).join('\n');
    expect(lines).toContain(
      'variants[1].page: shows /other/, which has its own address only until',
    );
    expect(lines).toContain('as a variant it shows at any time');
  });
});

test('the print says what shows when', ({ expect }) => {
  const landing = replaced(WITH_OFFER, 'id: close\n', 'id: close\n    from: 2026-12-01\n');
  const compiled = compileProject({ [LANDING_FILE]: `${landing}until: 2026-12-24\n` });
  if (!compiled.ok) throw new Error('the project of the test is invalid');
  const text = overviewText(overview(compiled));
  expect(text).toContain(`  Shows
    page   until 2026-12-25 00:00 (Europe/Berlin), then a page that says it is over
    close  from 2026-12-01 00:00 (Europe/Berlin)`);
});
