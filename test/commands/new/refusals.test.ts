import { collect } from '#site/commands/new/collect.ts';
import { experimentFields } from '#site/commands/new/experiment-fields.ts';
import { openProject } from '#site/commands/new/project.ts';
import { test } from '../project-folder.ts';

const VALID = {
  id: 'cost-first',
  page: '/crm/',
  change: 'hero.lead=41 minutes less driving',
  metric: 'demo-request',
  because: 'In 14 of 20 calls the owner asked about cost first.',
  what: 'The first screen states the saved driving time.',
  'at-least': '20%',
  owner: 'Lena',
};

const EXAMPLES = {
  because:
    'For example --because "In 14 of 20 recorded sales calls the owner asked about cost before anything else."',
  what: 'For example --what "The headline states the saved driving time and how it was counted."',
};

const NOBODY = { ask: null, say: () => undefined, example: 'npm run new' };

const refused: readonly (readonly [string, Partial<typeof VALID>, string])[] = [
  [
    'an unknown page',
    { page: '/cmr/' },
    '--page is "/cmr/". There is /crm/. Did you mean "/crm/"?',
  ],
  [
    'an unknown metric',
    { metric: 'demo-requests' },
    '--metric is "demo-requests". There are demo-request and cta-click. Did you mean "demo-request"?',
  ],
  [
    'an unknown key',
    { change: 'hero.action.labl=Save 41 minutes' },
    '--change hero.action.labl: hero.action has no key "labl". Allowed: label, href, name or handoff. Did you mean "hero.action.label"?',
  ],
  [
    'an unknown section',
    { change: 'her.headline=Less driving' },
    '--change her.headline: /crm/ has no section "her". Allowed: hero or demo-form. Did you mean "hero.headline"?',
  ],
  [
    'a change without a text',
    { change: 'hero.headline' },
    '--change is "hero.headline": write key=text, for example --change hero.headline="41 minutes less driving".',
  ],
  [
    'an id that is none',
    { id: 'Cost First' },
    '--id is "Cost First": kebab-case: lower-case letters and digits joined by "-", for example crm-proof.',
  ],
  [
    'an effect that is none',
    { 'at-least': 'a lot' },
    '--at-least is "a lot": give a percentage above 0, for example --at-least 20%.',
  ],
  [
    'a reason that is an opinion',
    { because: 'I think that visitors would rather see a figure.' },
    `--because is an opinion, and no experiment can prove an opinion wrong: say what was seen, how often, or who said it. ${EXAMPLES.because}`,
  ],
  [
    'a reason that was never seen',
    { because: 'The present headline is rather weak.' },
    `--because names neither a figure nor anybody who did or said something: say what was seen, how often, or who said it. ${EXAMPLES.because}`,
  ],
  [
    'a change that praises',
    { what: 'A better and more modern first screen.' },
    `--what praises instead of describing: say what visitors will see that they do not see today. ${EXAMPLES.what}`,
  ],
  [
    'a change in two words',
    { what: 'New headline.' },
    `--what has fewer than five words: say what visitors will see that they do not see today. ${EXAMPLES.what}`,
  ],
];

for (const [what, typed, sentence] of refused) {
  test(`refuses ${what}`, async ({ expect, project }) => {
    const opened = await openProject(project.root);
    const fields = opened.ok ? experimentFields(opened, 'Lena') : [];
    const values = Object.entries({ ...VALID, ...typed }).map(([name, value]) => [name, [value]]);
    const found = await collect(fields, Object.fromEntries(values), NOBODY);
    expect(found).toEqual({ ok: false, sentence });
  });
}

test('asks again until the answer can be used, and takes what stands in brackets', async ({
  expect,
  project,
}) => {
  const answers = ['/cmr/', '/crm/', '', 'hero.lead=41 minutes', 'hero.eyebrow=Dispatch', ''];
  answers.push('demo-request', 'I think so.', VALID.because, VALID.what, '20%', 'cost-first');
  const asked: string[] = [];
  const said: string[] = [];
  const opened = await openProject(project.root);
  const found = await collect(
    opened.ok ? experimentFields(opened, 'Lena') : [],
    {},
    {
      ask: async (question) => {
        asked.push(question);
        return answers.shift() ?? '';
      },
      say: (line) => said.push(line),
      example: '',
    },
  );
  expect(answers).toEqual([]);
  expect(said).toEqual([
    '--page is "/cmr/". There is /crm/. Did you mean "/crm/"?',
    expect.stringMatching(/^--because has fewer than five words/),
  ]);
  expect(asked).toHaveLength(12);
  expect(found).toMatchObject({
    ok: true,
    values: {
      page: ['/crm/'],
      change: ['hero.lead=41 minutes', 'hero.eyebrow=Dispatch'],
      owner: ['Lena'],
      variant: ['treatment'],
    },
  });
});

test('names all that is missing in one sentence where nobody can be asked', async ({
  expect,
  project,
}) => {
  const { code, error } = await project.run(
    'new',
    'experiment',
    '--page',
    '/crm/',
    '--owner',
    'Lena',
  );
  expect(code).toBe(1);
  expect(error).toMatch(
    /^Nobody can be asked here: add --change, --metric, --because, --what, --at-least and --id, for example npm run new -- experiment /,
  );
  expect((await project.run('new', 'page', '--copy', 'crm')).error).toBe(
    'Nobody can be asked here: add --path, for example npm run new -- page --copy crm --path /crm-uk/ --title "Dispatch software for UK crews"\n',
  );
  expect((await project.run('new')).error).toMatch(
    /^Say what to write: npm run new -- page --copy crm/,
  );
});

test('refuses kinds and options that it does not know', async ({ expect, project }) => {
  expect((await project.run('new', 'experimnt')).error).toBe(
    '"experimnt" cannot be made: write page or experiment. Did you mean "experiment"?\n',
  );
  expect((await project.run('new', 'page', '--pth', '/x/')).error).toBe(
    'There is no option --pth for a new page. Did you mean --path?\n',
  );
  expect((await project.run('new', 'page', '--copy', 'cmr', '--path', '/uk/')).error).toBe(
    '--copy is "cmr". There is crm. Did you mean "crm"?\n',
  );
  expect((await project.run('new', 'page', '--copy', 'crm', '--path', 'uk')).error).toBe(
    '--path is "uk": it starts and ends with "/", lower-case, for example /crm/.\n',
  );
  expect((await project.run('new', 'page', '--copy', 'crm', '--path', '/report/x/')).error).toBe(
    '--path is "/report/x/": paths below /report/ belong to the report.\n',
  );
  expect(
    (await project.run('new', 'experiment', '--copy', 'headline', '--page', '/crm/')).error,
  ).toBe('--page does not go with --copy: change it in the file that is written.\n');
});

test('refuses a metric that nothing on the page fires, in the words of the check', async ({
  expect,
  project,
}) => {
  const metrics = await project.read('experiments/metrics.yaml');
  await project.write({
    'experiments/metrics.yaml': `${metrics}- { id: trial, label: Trials, type: proportion, source: submit, match: trial, windowDays: 14 }\n`,
  });
  const words = Object.entries({ ...VALID, metric: 'trial' }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  expect((await project.run('new', 'experiment', ...words)).error).toBe(
    'Nothing was written. 1 error in the definitions:\n  experiments/catalog/cost-first.yaml:22  primary: nothing on /crm/ fires "trial" (submit trial) in variant "control". Allowed: demo-request.\n',
  );
});

test('copies no page that is a line of the table of ad groups', async ({ expect, project }) => {
  await project.write({ 'site/ad-groups.csv': 'parent,slug,hero.headline\n/crm/,lifts,Lifts\n' });
  const typed = ['--copy', 'crm-lifts', '--path', '/lifts/', '--title', 'Lifts'];
  expect((await project.run('new', 'page', ...typed)).error).toBe(
    '--copy is "crm-lifts". There is crm.\n',
  );
});
