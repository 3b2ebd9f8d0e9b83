import { describe, test } from 'vitest';
import { compileProject, EXPERIMENT, EXPERIMENT_FILE, replaced, VALID } from './project.ts';

const AT = 'experiments/catalog/headline.yaml';
const TOO_LONG = (id: string) =>
  `"${id}" waits 14 days for visitors to convert, but where this runs they can be told again on one day only (consent mode cookieless): what they do on a later day is not counted, and the verdict waits for it all the same. Allowed: a metric with windowDays: 1, or consent mode cookie or strict for these countries.`;

const site = (consent: string) => ({
  'site/site.yaml': replaced(
    VALID['site/site.yaml'] ?? '',
    'consent: { unknown: cookie, elsewhere: cookie }',
    `consent: ${consent}`,
  ),
});

function warnings(consent: string, experiment = EXPERIMENT): readonly string[] {
  const result = compileProject({ ...site(consent), [EXPERIMENT_FILE]: experiment });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.warnings.map(({ file, line, key, wrong, allowed }) =>
    file === AT ? `${line} ${key}: ${wrong}. Allowed: ${allowed}.` : `${file} ${wrong}`,
  );
}

describe('where everybody is recognised for one day', () => {
  test('a metric that waits longer is warned of, on the page and not by the CRM', ({ expect }) => {
    expect(warnings('{ groups: [], unknown: cookieless, elsewhere: cookieless }')).toEqual([
      `19 primary: ${TOO_LONG('demo-request')}`,
      `20 secondary[0]: ${TOO_LONG('cta-click')}`,
    ]);
    const metrics = (VALID['experiments/metrics.yaml'] ?? '').replaceAll('14 }', '1 }');
    const files = { ...site('{ groups: [], unknown: cookieless, elsewhere: cookieless }') };
    const short = compileProject({ ...files, 'experiments/metrics.yaml': metrics });
    expect(short.ok && short.warnings).toEqual([]);
  });

  test('only an experiment that runs nowhere else is warned of', ({ expect }) => {
    const some =
      '{ groups: [{ countries: [GB], mode: cookieless }], unknown: cookie, elsewhere: cookie }';
    expect(warnings(some)).toEqual([]);
    const there = (country: string) =>
      replaced(
        EXPERIMENT,
        'seed: headline-1',
        `seed: headline-1\naudience: { country: [${country}] }`,
      );
    expect(warnings(some, there('GB'))).toHaveLength(2);
    expect(warnings(some, there('DE, GB'))).toEqual([]);
  });

  test('an audience of people who have been there before is nobody', ({ expect }) => {
    const again = replaced(
      EXPERIMENT,
      'seed: headline-1',
      'seed: headline-1\naudience: { returning: true }',
    );
    expect(warnings('{ groups: [], unknown: cookieless, elsewhere: cookieless }', again)[0]).toBe(
      '13 audience.returning: is true, and nobody takes part: where this runs nobody can be told from a new visitor (consent mode cookieless). Allowed: false, or no such key.',
    );
  });
});

test('the mode that recognises for a day is never what a site gets by itself', ({ expect }) => {
  const result = compileProject({
    'site/site.yaml': replaced(
      VALID['site/site.yaml'] ?? '',
      'consent: { unknown: cookie, elsewhere: cookie }\n',
      '',
    ),
  });
  expect(result.ok && JSON.stringify(result.catalog.site.consent)).not.toContain('cookieless');
});
