import {
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
} from '#test/domain/definition/project.ts';
import { test } from '../project-folder.ts';

// Experiments over several pages, some of them lines of the table of ad groups.
const TABLE_FILE = 'site/ad-groups.csv';
const SHIP = [
  'headline',
  '--winner',
  'outcome',
  '--learned',
  'Owners buy saved driving time: 18 % more.',
  '--yes',
];
const TABLE = `# Pages per ad group
parent,slug,utm_term,title,hero.headline
/crm/,heating,heating,,"Boilers, at once"
/crm/,lifts,lift,Lifts at once,\r
`;
const over = (pages: string) =>
  replaced(EXPERIMENT, 'pages: [/crm/]', `pages: ${pages}`).replaceAll('demo-request', 'cta-click');
const experiment = (pages: string) => over(pages).replace('secondary: [cta-click]\n', '');

test('puts the winner into the landing and into the lines that had another text', async ({
  expect,
  project,
}) => {
  await project.write({ [EXPERIMENT_FILE]: experiment('[/crm/, /crm/*]'), [TABLE_FILE]: TABLE });
  const { code, out, error } = await project.run('ship', ...SHIP);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toContain('+/crm/,heating,heating,,41 minutes less driving');
  expect(await project.read(TABLE_FILE)).toBe(
    replaced(TABLE, '"Boilers, at once"', '41 minutes less driving'),
  );
  expect(await project.read(LANDING_FILE)).toContain('headline: 41 minutes less driving');
});

test('fills the lines alone where the landing took no part', async ({ expect, project }) => {
  await project.write({ [EXPERIMENT_FILE]: experiment('[/crm/lifts/]'), [TABLE_FILE]: TABLE });
  const { code, out, error } = await project.run('ship', ...SHIP);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out.trimEnd()).toMatch(/outcome is the page now\. Commit .* site\/ad-groups\.csv/);
  expect(await project.read(TABLE_FILE)).toBe(
    replaced(TABLE, 'Lifts at once,\r', 'Lifts at once,41 minutes less driving\r'),
  );
  expect(await project.read(LANDING_FILE)).toBe(LANDING);
});

test('says which column the table lacks', async ({ expect, project }) => {
  const table = 'parent,slug,utm_term,title\n/crm/,lifts,lift,Lifts at once\n';
  await project.write({ [EXPERIMENT_FILE]: experiment('[/crm/lifts/]'), [TABLE_FILE]: table });
  expect(await project.run('ship', ...SHIP)).toMatchObject({
    code: 1,
    error:
      'site/ad-groups.csv:1  has no column hero.headline, where the texts of "outcome" for /crm/lifts/ would stand: add it with empty cells, commit, and ship again.\n',
  });
});

const PAGE_WON = 'page: /short/';
const asPage = (pages: string) =>
  replaced(experiment(pages), 'change:\n      hero.headline: 41 minutes less driving', PAGE_WON);
const SHORT = replaced(LANDING, 'path: /crm/\n', 'path: /short/\n')
  .replace('form: demo\n', 'form: short-demo\n')
  .replace('path: /crm/thanks/', 'path: /short/thanks/')
  .replace('Every crew knows where to be', 'Three questions');

test('never says that a line of the table shows a page that it does not', async ({
  expect,
  project,
}) => {
  await project.write({
    [EXPERIMENT_FILE]: asPage('[/crm/lifts/]'),
    'site/landing/short.yaml': SHORT,
    [TABLE_FILE]: TABLE,
  });
  const { code, error } = await project.run('ship', ...SHIP);
  expect(code).toBe(1);
  expect(error).toContain(
    '/crm/lifts/ is a line of site/ad-groups.csv and cannot become the page /short/. By hand: (1)',
  );
});

test('keeps what an address is a translation of, and not what the page that won was', async ({
  expect,
  project,
}) => {
  const translation = replaced(SHORT, 'path: /short/\n', 'path: /short/\ntranslationOf: crm\n');
  await project.write({
    [EXPERIMENT_FILE]: asPage('[/third/]'),
    'site/landing/short.yaml': `locale: de\n${translation}`,
    'site/landing/third.yaml': SHORT.replaceAll('short', 'third'),
  });
  const { code, out, error } = await project.run('ship', ...SHIP);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toContain('Warning: /third/ is in "en" and becomes "de", as /short/ is:');
  const page = await project.read('site/landing/third.yaml');
  expect(page).toContain('path: /third/\n');
  expect(page).not.toContain('translationOf');
});

test('says nothing of languages where the page that won names the one the site has', async ({
  expect,
  project,
}) => {
  await project.write({
    [EXPERIMENT_FILE]: asPage('[/crm/]'),
    'site/landing/short.yaml': `locale: en\n${SHORT}`,
  });
  const { code, out } = await project.run('ship', ...SHIP);
  expect(code).toBe(0);
  expect(out).not.toContain('Warning: ');
});
