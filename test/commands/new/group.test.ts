import { EXPERIMENT, EXPERIMENT_FILE, replaced } from '#test/domain/definition/project.ts';
import { test } from '../project-folder.ts';

const WORDS = [
  ...['--page', '/crm/', '--metric', 'demo-request', '--at-least', '20%', '--owner', 'Lena'],
  ...['--because', 'In 14 of 20 calls the owner asked about cost first.'],
  ...['--what', 'The first screen states the saved driving time.'],
  ...['--change', 'hero.lead=41 minutes less driving'],
];

test('gives each experiment of a group a part that is free', async ({ expect, project }) => {
  const write = (id: string, ...more: readonly string[]) =>
    project.run('new', 'experiment', ...WORDS, '--id', id, '--group', 'pricing', ...more);
  const part = async (id: string) =>
    /^group: pricing\ngroupRangeBp: .*$/m.exec(
      await project.read(`experiments/catalog/${id}.yaml`),
    )?.[0];
  expect((await write('one')).error).toBe('');
  expect(await part('one')).toBe('group: pricing\ngroupRangeBp: [0, 5000]');
  await write('two', '--group-share', '20%');
  expect(await part('two')).toContain('[5000, 7000]');
  expect((await write('big', '--group-share', '40%')).error).toBe(
    '--group-share is "40%": 30 % of "pricing" are free together, from 7000 to 10000.\n',
  );
  await write('three');
  expect(await part('three')).toContain('[7000, 10000]');
  expect((await write('four')).error).toBe(
    '--group pricing is full: one has 0 to 5000, three has 7000 to 10000 and two has 5000 to 7000. End one of them, or name another group.\n',
  );
  await project.run('check', '--write-lock');
  expect((await project.run('check')).out).toContain('All definitions are valid.');
});

test('refuses a share without a group, and what is no name', async ({ expect, project }) => {
  const error = async (...more: readonly string[]) =>
    (await project.run('new', 'experiment', ...WORDS, '--id', 'one', ...more)).error;
  expect(await error('--group-share', '20%')).toBe(
    '--group-share is a share of --group: name the group, for example --group pricing.\n',
  );
  expect(await error('--group', 'Pricing page')).toContain('--group is "Pricing page": kebab-case');
  expect(await error('--group', 'pricing', '--group-share', '20')).toContain(
    '--group-share is "20"',
  );
});

test('copies an experiment of a group into another part of it', async ({ expect, project }) => {
  const part = 'seed: headline-1\ngroup: pricing\ngroupRangeBp: [1000, 4000] # a third';
  await project.write({ [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'seed: headline-1', part) });
  const { error } = await project.run('new', 'experiment', '--copy', 'headline', '--id', 'again');
  expect(error).toBe('');
  expect(await project.read('experiments/catalog/again.yaml')).toContain(
    'group: pricing\ngroupRangeBp: [ 4000, 7000 ]',
  );
});
