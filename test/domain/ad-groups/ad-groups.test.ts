import { describe, test } from 'vitest';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import {
  compileProject,
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  type Files,
  LANDING,
  LANDING_FILE,
  replaced,
} from '../definition/project.ts';

const HEADER = 'parent,slug,utm_campaign,adgroup,title,hero.headline,hero.lead';

const table = (...lines: readonly string[]): Files => ({
  [AD_GROUPS_FILE]: [HEADER, ...lines].join('\n'),
});

function built(files: Files) {
  const compiled = compileProject(files);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 1));
  return compiled;
}

describe('a page per ad group', () => {
  test('is its landing with the texts of its line', ({ expect }) => {
    const { pages, landings } = built(
      table('/crm/,heating,search-de,heating|boilers,Heating,"Every boiler, on the board",'),
    );
    const page = pages.find(({ path }) => path === '/crm/heating/');
    expect(page).toMatchObject({
      landingId: 'crm-heating',
      key: '',
      content: { path: '/crm/heating/', parent: '/crm/', title: 'Heating', index: false },
    });
    expect(page?.content.sections[0]).toMatchObject({
      headline: 'Every boiler, on the board',
      lead: 'Halden plans overnight.',
    });
    expect(landings.map(({ path, thanks }) => [path, thanks?.path])).toEqual([
      ['/crm/', '/crm/thanks/'],
      ['/crm/heating/', undefined],
    ]);
  });

  test('takes the entries of a list from one cell', ({ expect }) => {
    const { pages } = built({
      [LANDING_FILE]: replaced(LANDING, '    action:', '    points: [One]\n    action:'),
      [AD_GROUPS_FILE]: 'parent,slug,hero.points\n/crm/,heating,First | Second',
    });
    expect(pages.at(-1)?.content.sections[0]).toMatchObject({ points: ['First', 'Second'] });
  });

  test('shares the form of its landing, so that a submit counts for the same metric', ({
    expect,
  }) => {
    const { catalog } = built(table('/crm/,heating,search-de,heating,,Boilers,'));
    expect(catalog.forms.map(({ id, landing, thanks }) => [id, landing, thanks])).toEqual([
      ['demo', '/crm/', '/crm/thanks/'],
    ]);
    expect(catalog.forms[0]?.fieldsByPage).toBeUndefined();
    expect(catalog.thanks).toMatchObject([{ path: '/crm/thanks/', landing: '/crm/' }]);
  });

  test('keeps the fields that an experiment shows there alone', ({ expect }) => {
    const short = replaced(
      replaced(EXPERIMENT, 'pages: [/crm/]', 'pages: [/crm/heating/]'),
      'hero.headline: 41 minutes less driving',
      'demo-form.fields: [{ name: email, label: Mail, type: email }]',
    );
    const { catalog } = built({
      [EXPERIMENT_FILE]: short,
      ...table('/crm/,heating,search-de,heating,,Boilers,', '/crm/,lifts,search-de,lifts,,Lifts,'),
    });
    expect(catalog.forms[0]?.fieldsByPage).toMatchObject({
      '/crm/heating/': { 'headline.outcome': [{ name: 'email', label: 'Mail' }] },
    });
    expect(Object.keys(catalog.forms[0]?.fieldsByPage ?? {})).toEqual(['/crm/heating/']);
  });

  test('is in the experiments that name it by path or pattern, and in no others', ({ expect }) => {
    const rows = table('/crm/,heating,search-de,heating,,Boilers,');
    const alone = built(rows).catalog;
    expect(alone.landings.map(({ path, experimentIds }) => [path, experimentIds])).toEqual([
      ['/crm/', ['headline']],
      ['/crm/heating/', []],
    ]);
    const pattern = replaced(EXPERIMENT, 'pages: [/crm/]', 'pages: [/crm/*]');
    const both = built({ ...rows, [EXPERIMENT_FILE]: pattern });
    expect(both.catalog.landings[1]).toMatchObject({
      parent: '/crm/',
      experimentIds: ['headline'],
      combinationKeys: ['headline.outcome'],
    });
    expect(both.pages.map(({ path }) => path)).toEqual([
      '/crm/',
      '/_v/headline.outcome/crm/',
      '/crm/heating/',
      '/_v/headline.outcome/crm/heating/',
    ]);
  });

  test('may be written by hand, with the form of its parent', ({ expect }) => {
    const page = replaced(
      replaced(LANDING, 'path: /crm/\n', 'path: /crm/heating/\nparent: /crm/\n'),
      'thanks: { path: /crm/thanks/, title: Thank you, body: We call you. }\n',
      '',
    );
    const { catalog } = built({ 'site/landing/crm-heating.yaml': page });
    expect(catalog.forms).toHaveLength(1);
    expect(catalog.landings[0]).toMatchObject({ path: '/crm/heating/', parent: '/crm/' });
    const file = 'site/landing/crm-heating.yaml';
    const wrong = replaced(
      replaced(page, 'form: demo', 'form: other'),
      'parent: /crm/',
      'parent: /cmr/',
    );
    const errors = (text: string) =>
      complaints({ [file]: text }).filter((line) => !line.includes('  warning: '));
    expect(errors(wrong)).toEqual([
      `${file}:2  parent: no landing that could be a parent is at /cmr/. Allowed: /crm/. Did you mean "/crm/"?`,
    ]);
    expect(errors(replaced(page, 'form: demo', 'form: other'))).toEqual([
      `${file}:13  sections[1].form: "other" is no form of /crm/, so it needs thanks here. Allowed: a key thanks, or the form demo.`,
    ]);
    expect(complaints({ [file]: `${page}index: true\n` })).toEqual([
      `${file}:20  index: is true, but search engines are told /crm/. Allowed: false.`,
    ]);
  });
});

describe('a faulty table of ad groups', () => {
  test('is refused with line, column and the nearest spelling, all at once', ({ expect }) => {
    const lines = table(
      '/cmr/,heating,search-de,heating,,Boilers,',
      '/crm/,Heat Pumps,search-de,pumps,,Pumps,',
      '/crm/,empty,search-de,empty,,,',
      `/crm/,long,search-de,long,${'x'.repeat(81)},Long,`,
      '/crm/,short,search-de',
    );
    expect(complaints(lines)).toEqual([
      'site/ad-groups.csv:2  parent (column 1): no landing is at /cmr/. Allowed: /crm/. Did you mean "/crm/"?',
      'site/ad-groups.csv:3  slug (column 2): is "Heat Pumps". Allowed: lower-case letters, digits and "-", for example heat-pumps.',
      'site/ad-groups.csv:4  makes /crm/empty/ without a text of its own. Allowed: at least one text, for example in a column hero.headline.',
      `site/ad-groups.csv:5  title (column 5): is "${'x'.repeat(59)}…". Allowed: at most 80 characters.`,
      'site/ad-groups.csv:6  has 3 cells, the first line has 7. Allowed: the same number in every line; a cell with a comma stands in quotes.',
    ]);
  });

  test.for([
    ['parent,slug,utm_campain', 'column 3 is "utm_campain"', 'Did you mean "utm_campaign"?'],
    ['parent,slug,slug', 'column 3, "slug", is there twice', ''],
    ['parent,hero.headline', 'has no column slug', ''],
    ['', 'holds no table', 'Allowed: a first line such as parent,slug,utm_campaign,hero.headline.'],
  ] as const)('says what is wrong with the columns of "%s"', ([text, wrong, hint], { expect }) => {
    const [first = ''] = complaints({ [AD_GROUPS_FILE]: text });
    expect(first).toContain(`site/ad-groups.csv:1  ${wrong}.`);
    expect(first).toContain(hint);
  });

  test('names the section and the key that the landing does not have', ({ expect }) => {
    const text = 'parent,slug,hero.headlin,heroo.lead\n/crm/,heating,Boilers,Boilers';
    const [first, second] = complaints({ [AD_GROUPS_FILE]: text });
    expect(first).toMatch(
      /^site\/ad-groups\.csv:2 {2}hero\.headlin \(column 3\): hero has no key "headlin"\. .*Did you mean "hero\.headline"\?$/,
    );
    expect(second).toBe(
      'site/ad-groups.csv:2  heroo.lead (column 4): /crm/ has no section "heroo". Allowed: hero or demo-form. Did you mean "hero.lead"?',
    );
  });

  test('may not take the path of another page', ({ expect }) => {
    expect(complaints(table('/crm/,thanks,search-de,x,,Boilers,'))).toEqual([
      'site/ad-groups.csv:2  path: the path /crm/thanks/ is taken by site/landing/crm.yaml:19.',
    ]);
  });

  test('has no more pages than the site allows', ({ expect }) => {
    const pattern = replaced(EXPERIMENT, 'pages: [/crm/]', 'pages: [/crm/*]');
    const site = `name: Halden\norigin: https://go.halden.example\ntimeZone: UTC\ncurrency: EUR\nbusiness: lead-gen\nconsent: { unknown: cookie }\nmaxPages: 5\n`;
    const rows = ['a', 'b'].map((slug) => `/crm/,${slug},search-de,${slug},,Boilers,`);
    expect(
      complaints({ [EXPERIMENT_FILE]: pattern, 'site/site.yaml': site, ...table(...rows) }),
    ).toEqual([
      'site/ad-groups.csv:3  the site would have 6 static pages: 3 landings and pages per ad group, in all combinations of running experiments. Allowed: at most 5 (maxPages in site/site.yaml): leave pages out, narrow the pages of an experiment, or raise it.',
    ]);
  });
});
