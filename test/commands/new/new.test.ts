import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { EXPERIMENT, EXPERIMENT_FILE, LANDING, replaced } from '#test/domain/definition/project.ts';
import { test } from '../project-folder.ts';

const TYPED = {
  id: 'cost-first',
  page: '/crm/',
  change: 'hero.lead=41 minutes less driving',
  metric: 'demo-request',
  because: 'In 14 of 20 calls the owner asked about cost first.',
  what: 'The first screen states the saved driving time.',
  'at-least': '20%',
  owner: 'Lena',
};

/** The options of a valid experiment, with some replaced; undefined leaves one out. */
function words(other: Partial<Record<string, string | undefined>> = {}): readonly string[] {
  const all: Record<string, string | undefined> = { ...TYPED, ...other };
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
}

test('writes an experiment that passes the check at once', async ({ expect, project }) => {
  await project.run('check', '--write-lock');
  const { code, out, error } = await project.run('new', 'experiment', ...words());
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toBe(
    'Wrote experiments/catalog/cost-first.yaml\nIt is a draft, free to edit. Before it runs: npm run plan -- cost-first\n',
  );
  const month = new Date().toISOString().slice(0, 7);
  expect(
    await project.read('experiments/catalog/cost-first.yaml'),
  ).toBe(`# yaml-language-server: $schema=../../site/schemas/experiment.json
id: cost-first
title: The first screen states the saved driving time
owner: Lena
hypothesis:
  because: In 14 of 20 calls the owner asked about cost first.
  change: The first screen states the saved driving time.
  audience: All visitors of /crm/
  metric: demo-request
  atLeastBp: 2000
status: draft
pages: [/crm/]
seed: cost-first-${month}
allocationBp: 10000
variants:
  - id: control
    weightBp: 5000
  - id: treatment
    weightBp: 5000
    change:
      hero.lead: 41 minutes less driving
primary: demo-request
`);
  const check = await project.run('check');
  expect(check.code).toBe(0);
  expect(check.out).toContain('All definitions are valid.');
});

test('writes a running experiment when its visitors are planned, and locks it', async ({
  expect,
  project,
}) => {
  const { out } = await project.run('new', 'experiment', ...words({ visitors: '35016' }));
  expect(out).toContain('cost-first and headline: recorded in');
  expect(await project.read(LOCK_FILE)).toContain('variants.treatment.change.hero.lead:');
  expect((await project.run('check')).code).toBe(0);
});

test('takes a list where the page has one, and null to remove a key', async ({
  expect,
  project,
}) => {
  const change = 'hero.points=[Free, No card]';
  await project.run('new', 'experiment', ...words({ change }), '--change', 'demo-form.lead=2026');
  expect(await project.read('experiments/catalog/cost-first.yaml')).toContain(
    "      hero.points: [Free, No card]\n      demo-form.lead: '2026'\n",
  );
});

test('writes a variant that is another landing', async ({ expect, project }) => {
  await project.write({ [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'running', 'draft') });
  await project.run('new', 'page', '--copy', 'crm', '--path', '/crm-short/', '--title', 'Short');
  const other = { change: undefined, metric: 'cta-click', shows: '/crm-short/' };
  const itself = await project.run('new', 'experiment', ...words({ ...other, shows: '/crm/' }));
  expect(itself.error).toBe(
    '--shows is "/crm/", which is the page itself. There is /crm-short/.\n',
  );
  const both = await project.run('new', 'experiment', ...words({ ...other, change: TYPED.change }));
  expect(both.error).toContain('--change does not go with --shows');
  const { error } = await project.run('new', 'experiment', ...words(other));
  expect(error).toBe('');
  expect(await project.read('experiments/catalog/cost-first.yaml')).toContain(
    '  - id: treatment\n    weightBp: 5000\n    page: /crm-short/\n',
  );
  expect((await project.run('check')).code).toBe(0);
});

test('copies an experiment to a new id and seed, even one that was edited while it ran', async ({
  expect,
  project,
}) => {
  await project.run('check', '--write-lock');
  const edited = `# Why.\n${replaced(EXPERIMENT, '41 minutes', '45 minutes')}`;
  await project.write({ [EXPERIMENT_FILE]: edited });
  const { code, out } = await project.run('new', 'experiment', '--copy', 'headline');
  expect({ code, out }).toMatchObject({ code: 0 });
  expect(out).toContain('Wrote experiments/catalog/headline-2.yaml\n');
  const month = new Date().toISOString().slice(0, 7);
  const copy = [
    ['id: headline', 'id: headline-2'],
    ['status: running', 'status: draft'],
    ['seed: headline-1', `seed: headline-2-${month}`],
  ] as const;
  expect(await project.read('experiments/catalog/headline-2.yaml')).toBe(
    copy.reduce((text, [from, to]) => replaced(text, from, to), edited),
  );
  await project.write({ [EXPERIMENT_FILE]: EXPERIMENT });
  expect((await project.run('check')).code).toBe(0);
});

test('copies an ended experiment without its outcome', async ({ expect, project }) => {
  const past = `${replaced(EXPERIMENT, 'status: running', 'status: ended\nendAt: 2026-12-01T00:00:00Z')}winner: control\nlearned: Nothing moved.\n`;
  await project.write({ [EXPERIMENT_FILE]: past });
  await project.run('new', 'experiment', '--copy', 'headline', '--id', 'again');
  const copy = await project.read('experiments/catalog/again.yaml');
  expect(copy).not.toMatch(/winner|learned|endAt/);
  expect((await project.run('check')).code).toBe(0);
});

test('copies a page with its own thanks page, form and metrics', async ({ expect, project }) => {
  await project.run('check', '--write-lock');
  const landing = `# The page of dispatchers.\n${replaced(LANDING, '{ path: /crm/thanks/', '{ action: { label: Back, href: /crm/ }, path: /crm/thanks/')}`;
  await project.write({ 'site/landing/crm.yaml': landing });
  const { code, out, error } = await project.run(
    ...(['new', 'page', '--copy', 'crm', '--path', '/crm-uk/', '--title', 'UK: dispatch'] as const),
  );
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toBe(
    'Wrote site/landing/crm-uk.yaml\nAdded to experiments/metrics.yaml: crm-uk-demo-request\nEdit its texts, then see it with npm run dev.\n',
  );
  const copy = [
    ['path: /crm/\n', 'path: /crm-uk/\n'],
    ['title: Dispatch software', "title: 'UK: dispatch'"],
    ['form: demo\n', 'form: crm-uk-demo\n'],
    ['href: /crm/ }, path: /crm/thanks/', 'href: /crm-uk/ }, path: /crm-uk/thanks/'],
  ] as const;
  expect(await project.read('site/landing/crm-uk.yaml')).toBe(
    copy.reduce((text, [from, to]) => replaced(text, from, to), landing),
  );
  expect(await project.read('experiments/metrics.yaml')).toContain(
    '\n# /crm-uk/\n- id: crm-uk-demo-request\n  label: Demo requests (/crm-uk/)\n  type: proportion\n  source: submit\n  match: crm-uk-demo\n  windowDays: 14\n',
  );
  expect((await project.run('check')).out).toContain('All definitions are valid.');
  await project.run('new', 'page', '--copy', 'crm-uk', '--path', '/ie/', '--title', 'Ireland');
  expect(await project.read('experiments/metrics.yaml')).toContain('label: Demo requests (/ie/)\n');
});

test('never overwrites', async ({ expect, project }) => {
  const again = async (...typed: readonly string[]) => (await project.run('new', ...typed)).error;
  expect(await again('experiment', ...words({ id: 'headline' }))).toBe(
    '--id "headline" is taken: choose another.\n',
  );
  expect(await again('page', '--copy', 'crm', '--path', '/crm/')).toBe(
    '--path /crm/ is taken: choose another.\n',
  );
  expect(await again('page', '--copy', 'crm', '--path', '/crm/thanks/')).toBe(
    '--path /crm/thanks/ is taken: choose another.\n',
  );
  expect(await again('page', '--copy', 'crm', '--path', '/uk/', '--id', 'crm')).toBe(
    '--id "crm" is taken: choose another.\n',
  );
  expect(await project.read(EXPERIMENT_FILE)).toBe(EXPERIMENT);
});

test('does not take an id again whose file is gone but whose visitors are there', async ({
  expect,
  project,
}) => {
  await project.write({ [LOCK_FILE]: "cost-first: { fingerprint: '00000000', keys: {} }\n" });
  expect((await project.run('new', 'experiment', ...words())).error).toBe(
    '--id "cost-first" is taken: choose another.\n',
  );
});
