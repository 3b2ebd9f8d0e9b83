import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { EXPERIMENT, EXPERIMENT_FILE, replaced } from '#test/domain/definition/project.ts';
import { test } from '../project-folder.ts';

test('refuses what runs without being locked, locks it on request, and is content', async ({
  expect,
  project,
}) => {
  const open = await project.run('check');
  expect(open).toMatchObject({ code: 1, error: '' });
  expect(open.out).toContain('headline  running, not locked  control 50 %');
  expect(open.out.trimEnd().split('\n').at(-1)).toBe(
    'headline runs and is not in experiments/catalog/fingerprints.lock.yaml. While you still edit it, that is right; then record what visitors will see: npm run check -- --write-lock',
  );

  const locking = await project.run('check', '--write-lock');
  expect(locking.code).toBe(0);
  expect(locking.out).toContain(
    'headline is now in experiments/catalog/fingerprints.lock.yaml. Commit it.',
  );
  expect(await project.read(LOCK_FILE)).toContain('variants.outcome.change.hero.headline:');

  const locked = await project.run('check');
  expect(locked.code).toBe(0);
  expect(locked.out).toContain('Lock: the running experiment is what it was at the start.');
  expect(locked.out).toContain('All definitions are valid.');
});

test('refuses a running experiment that was edited, and locks nothing over it', async ({
  expect,
  project,
}) => {
  await project.run('check', '--write-lock');
  const lock = await project.read(LOCK_FILE);
  await project.write({ [EXPERIMENT_FILE]: replaced(EXPERIMENT, '41 minutes', '45 minutes') });
  expect(await project.run('check', '--write-lock')).toEqual({
    code: 1,
    out: '',
    error:
      '1 error in the definitions:\n  experiments/catalog/headline.yaml:18  is running and may not change: variants[1].change.hero.headline is not what visitors saw. Allowed: put it back, or copy it to a new id: npm run new -- experiment --copy headline.\n',
  });
  expect(await project.read(LOCK_FILE)).toBe(lock);
});

test('says how long running experiments take with the typed traffic', async ({
  expect,
  project,
}) => {
  const { out } = await project.run('check', '--traffic', '400');
  expect(out).toContain(
    'Expected duration of running experiments\n  headline  8 weeks: 20,000 visitors at 400 a day\n',
  );
  const half = replaced(EXPERIMENT, 'status: running', 'status: running\nallocationBp: 5000');
  await project.write({ [EXPERIMENT_FILE]: half });
  expect((await project.run('check', '--traffic', '/crm/=400')).out).toContain(
    '  headline  15 weeks: 20,000 visitors at 200 a day\n',
  );
  expect((await project.run('check', '--traffic', '/other/=400')).out).toContain(
    '  headline  never: no traffic was typed for its pages, or nobody takes part\n',
  );
});

test('counts all variants, and waits two whole weeks at least', async ({ expect, project }) => {
  const three = replaced(
    EXPERIMENT,
    '  - id: outcome\n    weightBp: 5000\n',
    '  - { id: more, weightBp: 2500, change: { hero.headline: More } }\n  - id: outcome\n    weightBp: 2500\n',
  );
  await project.write({ [EXPERIMENT_FILE]: three });
  expect((await project.run('check', '--traffic', '100000')).out).toContain(
    '  headline  2 weeks: 26,668 visitors at 100,000 a day\n',
  );
});

test('names conflicts of a draft and missing legal links', async ({ expect, project }) => {
  const renamed = replaced(EXPERIMENT, 'id: headline', 'id: second');
  const draft = replaced(
    replaced(renamed, 'seed: headline-1', 'seed: second-1'),
    'running',
    'draft',
  );
  await project.write({ 'experiments/catalog/second.yaml': draft });
  const { out } = await project.run('check');
  expect(out).toContain(
    '  Conflicts\n    headline and second both change hero.headline: only one of them can run\n',
  );
  expect(out).toContain(
    '  Legal links  missing: a privacy policy in the footer (legal in site/site.yaml)\n',
  );
  const site = await project.read('site/site.yaml');
  await project.write({
    'site/site.yaml': `${site}legal: [{ label: Datenschutz, href: /dsgvo/ }]\n`,
  });
  expect((await project.run('check')).out).toContain('  Legal links  Datenschutz\n');
});

test('refuses options that it does not know, and traffic that is no number', async ({
  expect,
  project,
}) => {
  expect((await project.run('check', '--trafic', '400')).error).toBe(
    'There is no option --trafic. Did you mean --traffic?\n',
  );
  expect((await project.run('check', '--traffic', 'many')).error).toBe(
    '--traffic is "many": give new visitors per day, for example --traffic 400, or --traffic /crm/=400 for one page.\n',
  );
});

test('gives the same as data', async ({ expect, project }) => {
  const { code, out } = await project.run('check', '--json', '--traffic', '400');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    lock: { unlocked: ['headline'], written: [] },
    durations: [{ id: 'headline', expected: { ok: true, weeks: 8 } }],
    landings: [{ path: '/crm/', conflicts: [], experiments: [{ isLocked: false }] }],
  });
});
