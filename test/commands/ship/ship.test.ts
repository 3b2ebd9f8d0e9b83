import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import {
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
} from '#test/domain/definition/project.ts';
import { test } from '../project-folder.ts';

const LEARNED = 'Owners buy saved driving time: 18 % more requests.';
const SHIP = ['headline', '--winner', 'outcome', '--learned', LEARNED];

test('puts the winner into the page, ends the experiment, and the check is content', async ({
  expect,
  project,
}) => {
  await project.run('check', '--write-lock');
  const { code, out, error } = await project.run('ship', ...SHIP, '--yes');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(await project.read(LANDING_FILE)).toBe(
    replaced(LANDING, 'Every crew knows where to be', '41 minutes less driving'),
  );
  expect(await project.read(EXPERIMENT_FILE)).toBe(
    `${replaced(EXPERIMENT, 'status: running', 'status: ended')}winner: outcome\nlearned: '${LEARNED}'\n`,
  );
  expect(out).toContain(
    '-    headline: Every crew knows where to be\n+    headline: 41 minutes less driving\n',
  );
  expect(out.trimEnd().split('\n').at(-1)).toBe(
    'headline has ended; outcome is the page now. Commit experiments/catalog/headline.yaml and site/landing/crm.yaml.',
  );
  expect(await project.run('check')).toMatchObject({ code: 0, error: '' });
});

test('shows the difference and writes nothing where nobody can say yes', async ({
  expect,
  project,
}) => {
  const { code, out, error } = await project.run('ship', ...SHIP);
  expect({ code, error }).toEqual({
    code: 1,
    error: 'Nothing was written: add --yes to write this.\n',
  });
  expect(out).toContain('-status: running\n+status: ended\n');
  expect(await project.read(EXPERIMENT_FILE)).toBe(EXPERIMENT);
  expect(await project.read(LANDING_FILE)).toBe(LANDING);
});

test('only ends the experiment when the control has won, and locks what it was', async ({
  expect,
  project,
}) => {
  const { out } = await project.run(
    'ship',
    'headline',
    '--winner',
    'control',
    '--learned',
    LEARNED,
    '--yes',
  );
  expect(out).toContain('headline has ended; control is what its pages show already.');
  expect(await project.read(LANDING_FILE)).toBe(LANDING);
  expect(await project.read(LOCK_FILE)).toContain('headline:\n  fingerprint:');
  expect((await project.run('check')).code).toBe(0);
});

test('keeps comments, folds, quotes and brackets of page and variant', async ({
  expect,
  project,
}) => {
  const landing = replaced(
    LANDING,
    '    lead: Halden plans overnight.\n',
    '    # Sales asked for this line.\n    lead: "Halden plans overnight." # keep it short\n',
  );
  const change = [
    '      hero.headline: 41 minutes less driving',
    '      hero.lead: >-',
    '        The middle of 23 companies,',
    '        counted in their own records.',
    '      hero.action.label: Save 41 minutes',
    '      demo-form.fields:',
    '        # Two answers are enough.',
    '        - { name: email, label: Work email, type: email, required: true }',
    '      demo-form.lead: Two answers.',
  ].join('\n');
  await project.write({
    [LANDING_FILE]: landing,
    [EXPERIMENT_FILE]: replaced(EXPERIMENT, '      hero.headline: 41 minutes less driving', change),
  });
  const { code } = await project.run('ship', ...SHIP, '--yes');
  expect(code).toBe(0);
  const expected = [
    ['headline: Every crew knows where to be', 'headline: 41 minutes less driving'],
    [
      'lead: "Halden plans overnight." # keep it short',
      '# keep it short\n    lead: >-\n      The middle of 23 companies,\n      counted in their own records.',
    ],
    ['label: Book a demo', 'label: Save 41 minutes'],
    ['    fields:\n', '    fields:\n      # Two answers are enough.\n'],
    ['      - { name: phone, label: Phone, type: tel }\n', ''],
    [
      '    consent: We use these details to hold the demo.\n',
      '    consent: We use these details to hold the demo.\n    lead: Two answers.\n',
    ],
  ] as const;
  expect(await project.read(LANDING_FILE)).toBe(
    expected.reduce((text, [from, to]) => replaced(text, from, to), landing),
  );
});

test('removes an optional key that the winner does without', async ({ expect, project }) => {
  const landing = replaced(LANDING, '    id: hero\n', '    id: hero\n    eyebrow: Dispatch\n');
  await project.write({
    [LANDING_FILE]: landing,
    [EXPERIMENT_FILE]: replaced(
      EXPERIMENT,
      'hero.headline: 41 minutes less driving',
      'hero.eyebrow: null',
    ),
  });
  await project.run('ship', ...SHIP, '--yes');
  expect(await project.read(LANDING_FILE)).toBe(LANDING);
});

test('waits until the touched files are committed', async ({ expect, project }) => {
  project.git('init', '-q');
  project.git('add', '.');
  project.git('commit', '-qm', 'Begin');
  await project.write({ [LANDING_FILE]: replaced(LANDING, 'Dispatch software', 'Dispatch') });
  const { code, error } = await project.run('ship', ...SHIP, '--yes');
  expect({ code, error }).toEqual({
    code: 1,
    error:
      'site/landing/crm.yaml has changes that are not committed: commit or undo them first, so that what is shipped can be told from them.\n',
  });
  project.git('commit', '-qam', 'Shorter title');
  expect((await project.run('ship', ...SHIP, '--yes')).code).toBe(0);
});
