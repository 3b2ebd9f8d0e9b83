import { describe, test } from 'vitest';
import { LOCK_FILE, lockText } from '#experiments/definition/experiment/lock.ts';
import { STORY, STORY_FILE, STORY_FILES } from './mdx-project.ts';
import {
  compileProject,
  complaints,
  countingForms,
  EXPERIMENT,
  EXPERIMENT_FILE,
  type Files,
  LANDING,
  LANDING_FILE,
  replaced,
  VALID,
} from './project.ts';

const METRICS_FILE = 'experiments/metrics.yaml';
const METRICS = VALID[METRICS_FILE] ?? '';
const AGAIN =
  'Allowed: put it back, or end "headline" and copy it to a new id: npm run new -- experiment --copy headline.';

describe('what a running experiment rests on outside its file', () => {
  test('is the page’s own text where a variant has another, and no other text', ({ expect }) => {
    const headline = replaced(LANDING, 'Every crew knows', 'Each crew knows');
    expect(lockedThen({}, { [LANDING_FILE]: headline })).toEqual([
      `site/landing/crm.yaml:7  sections[0].headline: is not what visitors saw: "headline", which runs, compares its variants with this text. ${AGAIN}`,
    ]);
    const moved = replaced(LANDING, 'sections:\n', 'sections:\n  # The first screen.\n');
    const elsewhere = replaced(moved, 'Halden plans overnight', 'Halden plans at night');
    const title = replaced(elsewhere, 'See your jobs', 'Find your jobs');
    expect(lockedThen({}, { [LANDING_FILE]: title })).toEqual([]);
  });

  test('is how its metrics count, not what they are called', ({ expect }) => {
    const label = replaced(METRICS, 'label: Demo requests', 'label: Demos');
    expect(lockedThen({}, { [METRICS_FILE]: label })).toEqual([]);
    const window = replaced(METRICS, 'match: demo, windowDays: 14', 'match: demo, windowDays: 7');
    expect(lockedThen({}, { [METRICS_FILE]: window })).toEqual([
      'experiments/metrics.yaml:1  [0].windowDays: is not how "headline" has counted since it began to run. Allowed: put it back, or add a metric with an id of its own.',
    ]);
  });

  test('is all of the landing that a variant shows, but not what search engines read of it', ({
    expect,
  }) => {
    const short = replaced(
      replaced(
        replaced(LANDING, 'path: /crm/\n', 'path: /short/\n'),
        '/crm/thanks',
        '/short/thanks',
      ),
      'form: demo',
      'form: short-demo',
    );
    const files: Files = {
      ...countingForms('short-demo'),
      'site/landing/short.yaml': short,
      [EXPERIMENT_FILE]: replaced(
        EXPERIMENT,
        'change:\n      hero.headline: 41 minutes less driving',
        'page: /short/',
      ),
    };
    const edited = (from: string, to: string) =>
      lockedThen(files, { 'site/landing/short.yaml': replaced(short, from, to) });
    expect(edited("description: Plans tomorrow's", 'description: Plans all')).toEqual([]);
    expect(edited('Halden plans overnight', 'Halden plans')).toEqual([
      `site/landing/short.yaml:5  sections[0]: is not what visitors saw: variant "outcome" of "headline", which runs, shows it. ${AGAIN}`,
    ]);
  });

  test('is the prose between the tags of its variants, not the prose beside them', ({ expect }) => {
    const edited = (from: string, to: string) =>
      lockedThen(STORY_FILES, { [STORY_FILE]: replaced(STORY, from, to) });
    expect(edited('at six', 'at seven')).toEqual([]);
    expect(edited('Told in words.', 'Told\nin words.')).toEqual([]);
    expect(edited('Told in words.', 'Told in pictures.')).toEqual([
      expect.stringMatching(
        /^site\/landing\/story\.mdx:\d+ {2}<Variant id="control">: is not what visitors saw: variant "control" of "story-proof", which runs, shows it\./,
      ),
    ]);
  });

  test('is free before it runs, once it has ended, and in an entry that does not name it', ({
    expect,
  }) => {
    const edit = { [LANDING_FILE]: replaced(LANDING, 'Every crew knows', 'Each crew knows') };
    const ended = replaced(EXPERIMENT, 'status: running', 'status: ended\nlearned: It did not.');
    expect(lockedThen({}, { ...edit, [EXPERIMENT_FILE]: ended })).toEqual([]);
    const whole = lockOf({});
    const old = whole.replace(/ {2}around:\n(?: {4}.*\n)+/, '');
    expect(old).not.toBe(whole);
    expect(complaints({ ...edit, [LOCK_FILE]: old })).toEqual([]);
    const compiled = compileProject({ [LOCK_FILE]: old });
    expect(compiled).toMatchObject({ ok: true, unlocked: [], growing: ['headline'] });
    expect(compiled.ok && lockText(compiled.lock)).toBe(whole);
    expect(compileProject({ [LOCK_FILE]: whole })).toMatchObject({ growing: [] });
  });

  test('grows by a page that comes into its pattern, and by nothing else', ({ expect }) => {
    const every = replaced(EXPERIMENT, 'pages: [/crm/]', 'pages: [/crm/*]');
    const first: Files = { ...countingForms('uk-demo'), [EXPERIMENT_FILE]: every };
    const uk = replaced(LANDING.replaceAll('/crm/', '/crm/uk/'), 'form: demo', 'form: uk-demo');
    const both = { ...first, [LOCK_FILE]: lockOf(first), 'site/landing/uk.yaml': uk };
    expect(compileProject(both)).toMatchObject({ ok: true, unlocked: [], growing: ['headline'] });
    expect(lockOf(both).split('\n').length).toBe(lockOf(first).split('\n').length + 1);
    expect(lockOf(both)).toContain('control.uk.hero.headline: ');
  });
});

function lockOf(files: Files): string {
  const compiled = compileProject(files);
  return compiled.ok ? lockText(compiled.lock) : '';
}

/** What is said after an edit of a project that was locked before. */
function lockedThen(files: Files, edit: Files): readonly string[] {
  return complaints({ ...files, [LOCK_FILE]: lockOf(files), ...edit });
}
