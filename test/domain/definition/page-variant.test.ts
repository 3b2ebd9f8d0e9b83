import { describe, test } from 'vitest';
import {
  compileProject,
  complaints,
  countingForms,
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  replaced,
  VALID,
} from './project.ts';

const SHORT = LANDING.replace('path: /crm/\n', 'path: /short/\n')
  .replace('form: demo\n', 'form: short-demo\n')
  .replace('path: /crm/thanks/', 'path: /short/thanks/')
  .replace('Every crew knows where to be', 'Three questions')
  .replace('      - { name: phone, label: Phone, type: tel }\n', '')
  .replace('title: Dispatch software', 'title: Short\nindex: true');
const PAGE = replaced(
  EXPERIMENT,
  'change:\n      hero.headline: 41 minutes less driving',
  'page: /short/',
)
  .replace('primary: demo-request', 'primary: cta-click')
  .replace('metric: demo-request', 'metric: cta-click')
  .replace('secondary: [cta-click]\n', '');
const VALID_METRICS = { 'experiments/metrics.yaml': VALID['experiments/metrics.yaml'] ?? '' };
const FILES = {
  ...countingForms('short-demo'),
  'site/landing/short.yaml': SHORT,
  [EXPERIMENT_FILE]: PAGE,
};
const SECOND_FILE = 'experiments/catalog/lead.yaml';
const SECOND = EXPERIMENT.replace('id: headline', 'id: lead')
  .replace('seed: headline-1', 'seed: lead-1')
  .replace('hero.headline', 'hero.lead');

describe('another landing as a variant', () => {
  test('is built below the landing whose address it has', ({ expect }) => {
    const compiled = compileProject(FILES);
    const page = compiled.ok ? compiled.pages.find(({ key }) => key !== '') : undefined;
    expect(page).toMatchObject({
      landingId: 'crm',
      landingPath: '/crm/',
      canonicalPath: '/crm/',
      path: '/_v/headline.outcome/crm/',
      content: { path: '/short/', index: false, thanks: { path: '/short/thanks/' } },
    });
    expect(page?.content.sections[0]).toMatchObject({ headline: 'Three questions' });
  });

  test('brings its form, and the fields that it shows there', ({ expect }) => {
    const compiled = compileProject(FILES);
    const forms = compiled.ok ? compiled.catalog.forms : [];
    expect(forms.map(({ id, landing, thanks }) => [id, landing, thanks])).toEqual([
      ['demo', '/crm/', '/crm/thanks/'],
      ['short-demo', '/short/', '/short/thanks/'],
    ]);
    const [demo, short] = forms;
    expect(Object.keys(demo?.fieldsByCombination ?? {})).toEqual(['']);
    expect(short?.fieldsByPage?.['/crm/']?.['headline.outcome']).toEqual(
      short?.fieldsByCombination[''],
    );
  });

  test('must fire the metrics of the experiment', ({ expect }) => {
    const primary = replaced(PAGE, 'primary: cta-click', 'primary: demo-request');
    expect(complaints({ ...FILES, ...VALID_METRICS, [EXPERIMENT_FILE]: primary })).toContain(
      'experiments/catalog/headline.yaml:18  primary: nothing on /crm/ (which shows /short/) fires "demo-request" (submit demo) in variant "outcome". Allowed: short-demo.',
    );
  });

  test('is counted by a metric that names the forms of both', ({ expect }) => {
    const metrics = `- { id: demo-request, label: Demos, type: proportion, source: submit, match: [demo, short-demo], windowDays: 14 }
- { id: cta-click, label: Clicks, type: proportion, source: click, match: cta, windowDays: 14 }
`;
    const primary = replaced(PAGE, 'primary: cta-click', 'primary: demo-request');
    const files = {
      ...FILES,
      [EXPERIMENT_FILE]: replaced(primary, 'metric: cta-click', 'metric: demo-request'),
      'experiments/metrics.yaml': metrics,
    };
    expect(complaints(files)).toEqual([]);
  });

  test('is a landing, and not one of the experiment’s own', ({ expect }) => {
    expect(
      complaints({ ...FILES, [EXPERIMENT_FILE]: replaced(PAGE, 'page: /short/', 'page: /shrt/') }),
    ).toEqual([
      'experiments/catalog/headline.yaml:17  variants[1].page: no landing is at /shrt/. Allowed: /crm/ or /short/. Did you mean "/short/"?',
    ]);
    const itself = replaced(PAGE, 'pages: [/crm/]', 'pages: [/crm/, /short/]');
    expect(complaints({ ...FILES, [EXPERIMENT_FILE]: itself })[0]).toContain(
      '/short/ is a page of this experiment, so it would be a variant of itself',
    );
    const both = replaced(
      PAGE,
      'page: /short/',
      'page: /short/\n    change: { hero.headline: No }',
    );
    expect(complaints({ ...FILES, [EXPERIMENT_FILE]: both })[0]).toContain(
      'a page stands for the whole variant: no change or component beside it',
    );
  });

  test('does not meet another change of the page, unless they share a group', ({ expect }) => {
    expect(complaints({ ...FILES, [SECOND_FILE]: SECOND })).toEqual([
      'experiments/catalog/headline.yaml:17  variants[1].page: shows /short/ at /crm/, which "lead" changes (experiments/catalog/lead.yaml:11); of 2 × 2 = 4 combinations, 1 would show /short/ without that change, so two running experiments cannot be told apart there. Allowed: end one of them, or give both the same group, so that they share no visitor.',
    ]);
    const draft = replaced(SECOND, 'status: running', 'status: draft');
    expect(complaints({ ...FILES, [SECOND_FILE]: draft })[0]).toContain('17  warning: ');
    const half = (text: string, range: string) =>
      replaced(
        text,
        'pages: [/crm/]',
        `pages: [/crm/]\ngroup: first-screen\ngroupRangeBp: ${range}`,
      );
    const compiled = compileProject({
      ...FILES,
      [EXPERIMENT_FILE]: half(PAGE, '[0, 5000]'),
      [SECOND_FILE]: half(SECOND, '[5000, 10000]'),
    });
    expect(compiled.ok && compiled.pages.map(({ path }) => path)).toEqual([
      '/crm/',
      '/_v/lead.outcome/crm/',
      '/_v/headline.outcome/crm/',
      '/short/',
    ]);
  });

  test('goes beside an A/A experiment', ({ expect }) => {
    const aa = replaced(SECOND, '    change:\n      hero.lead: 41 minutes less driving\n', '');
    expect(complaints({ ...FILES, [SECOND_FILE]: aa })).toEqual([]);
  });
});
