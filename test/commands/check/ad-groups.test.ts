import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { test } from '../project-folder.ts';

const TABLE = [
  'parent,slug,platform,utm_campaign,adgroup,hero.headline',
  '/crm/,heating,google,search-de-dispatch,heating,Boilers',
  '/crm/,lifts,,Search DE,lifts,Lifts',
].join('\n');
const NAMING = "naming: { utm_campaign: '(search|social)-[a-z]{2}-[a-z-]+' }\n";

test('says how pages per ad group are picked, and which experiments they are not in', async ({
  expect,
  project,
}) => {
  await project.run('check', '--write-lock');
  await project.write({ 'site/ad-groups.csv': TABLE });
  const { code, out } = await project.run('check');
  expect(code).toBe(0);
  expect(out).toContain(
    [
      '  Pages per ad group: 2, in 2 static pages',
      '    /crm/heating/  by utm_campaign and adgroup  1 static page',
      '    /crm/lifts/    by utm_campaign and adgroup  1 static page',
      '    headline does not run on 2 of them: visitors whom they take from /crm/ are',
      '    not in it',
    ].join('\n'),
  );
  expect(await project.read(LOCK_FILE)).toContain('headline:');
});

test('flags names outside the convention in both tables, with line and column', async ({
  expect,
  project,
}) => {
  const site = await project.read('site/site.yaml');
  await project.write({
    'site/site.yaml': site + NAMING,
    'site/ad-groups.csv': TABLE,
    'site/ads.csv': 'platform,campaign,ad_group,landing\ngoogle,Brand DE,b,/crm/\n',
  });
  await project.run('check', '--write-lock');
  const { code, out } = await project.run('check');
  expect(code).toBe(0);
  expect(out).toContain(
    'site/ad-groups.csv:3  warning: utm_campaign (column 4): utm_campaign=Search DE is outside the naming convention. Allowed: (search|social)-[a-z]{2}-[a-z-]+ (naming.utm_campaign in site/site.yaml).',
  );
  expect(out).toContain(
    'site/ads.csv:2  warning: campaign (column 2): utm_campaign=Brand DE is outside the naming convention.',
  );
});

test('refuses ads that lead nowhere, and links asked for without a campaign', async ({
  expect,
  project,
}) => {
  await project.write({
    'site/ad-groups.csv':
      'parent,slug,platform,utm_term,hero.headline\n/crm/,heating,gogle,,Boilers\n/crm/,lifts,meta,,Lifts\n',
    'site/ads.csv': 'platform,campaign,ad_group,landing\ngoogle,a,b,/crm/heting/\n',
  });
  const { code, error } = await project.run('check');
  expect(code).toBe(1);
  expect(error).toContain('3 errors in the definitions:');
  expect(error).toContain(
    'site/ad-groups.csv:2  platform (column 3): is "gogle". Allowed: google, microsoft, meta, linkedin or tiktok. Did you mean "google"?',
  );
  expect(error).toContain(
    'site/ad-groups.csv:3  platform (column 3): asks for links, but the line names no campaign. Allowed: a value in utm_campaign.',
  );
  expect(error).toContain(
    'site/ads.csv:2  landing (column 4): no landing is at /crm/heting/. Allowed: /crm/, /crm/heating/ or /crm/lifts/. Did you mean "/crm/heating/"?',
  );
});
