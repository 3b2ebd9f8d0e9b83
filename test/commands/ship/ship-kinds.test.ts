import {
  STORY,
  STORY_EXPERIMENT_FILE,
  STORY_FILE,
  STORY_FILES,
} from '#test/domain/definition/mdx-project.ts';
import {
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
} from '#test/domain/definition/project.ts';
import { test } from '../project-folder.ts';

const LEARNED = 'Owners buy saved driving time: 18 % more requests.';
const outcome = (id: string, winner: string) => [
  id,
  '--winner',
  winner,
  '--learned',
  LEARNED,
  '--yes',
];

/** Three sections with comments, and links of the header to two of them. */
const PAGE = replaced(
  LANDING,
  '  - type: form\n',
  `
  # The voice of the trade.
  - type: testimonial
    id: voice
    quote: Vans are gone by quarter past seven. # from the call in May
    author: Henrik Ostrow
    role: Head of service

  - type: form
`,
).replace(
  'sections:\n',
  `nav:
  links:
    - { label: A voice, href: '#voice' } # first
    - { label: Book, href: '#demo-form' }
sections:
`,
);
const CHANGE = 'hero.headline: 41 minutes less driving';

test('takes a section out with its comment and its link, and puts another in its place', async ({
  expect,
  project,
}) => {
  const change = `voice: null
      sections.add:
        - after: voice
          section:
            type: faq
            id: questions
            # Two are enough.
            title: Before you ask
            items:
              - { question: How long?, answer: Nine days. }
              - { question: How much?, answer: 'Nineteen euros.' }`;
  await project.write({
    [LANDING_FILE]: PAGE,
    [EXPERIMENT_FILE]: replaced(EXPERIMENT, CHANGE, change),
  });
  expect(await project.run('ship', ...outcome('headline', 'outcome'))).toMatchObject({
    code: 0,
    error: '',
  });
  const voice = PAGE.slice(PAGE.indexOf('  # The voice'), PAGE.indexOf('\n  - type: form'));
  expect(await project.read(LANDING_FILE)).toBe(
    replaced(
      replaced(PAGE, "    - { label: A voice, href: '#voice' } # first\n", ''),
      voice,
      `  - type: faq
    id: questions
    # Two are enough.
    title: Before you ask
    items:
      - { question: How long?, answer: Nine days. }
      - { question: How much?, answer: 'Nineteen euros.' }
`,
    ),
  );
});

test('moves a section with its comments and changes a text of it', async ({ expect, project }) => {
  const change = 'voice.move: { at: first }\n      voice.author: Jana';
  await project.write({
    [LANDING_FILE]: PAGE,
    [EXPERIMENT_FILE]: replaced(EXPERIMENT, CHANGE, change),
  });
  const { code, error } = await project.run('ship', ...outcome('headline', 'outcome'));
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const page = await project.read(LANDING_FILE);
  const voice = page.indexOf('sections:\n  # The voice of the trade.\n  - type: testimonial');
  expect(voice).toBeGreaterThan(0);
  expect(page.indexOf('  - type: hero')).toBeGreaterThan(voice);
  expect(page).toContain('author: Jana\n');
  expect(page).toContain('seven. # from the call in May\n');
});

test('leaves of the tags in an .mdx page what the winner has inside', async ({
  expect,
  project,
}) => {
  await project.write(STORY_FILES);
  const { code, error } = await project.run('ship', ...outcome('story-proof', 'figures'));
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const [from, to] = ['<Experiment id="story-proof">', '</Experiment>'].map((tag) =>
    STORY.indexOf(tag),
  );
  const statistics = STORY.slice(STORY.indexOf('<Statistics'), STORY.indexOf('/>') + 2);
  expect(await project.read(STORY_FILE)).toBe(
    STORY.slice(0, from) + statistics + STORY.slice((to ?? 0) + '</Experiment>'.length),
  );
  expect(await project.read(STORY_EXPERIMENT_FILE)).toContain('winner: figures');
});

test('takes the tags away when the control has won', async ({ expect, project }) => {
  await project.write(STORY_FILES);
  await project.run('ship', ...outcome('story-proof', 'control'));
  const page = await project.read(STORY_FILE);
  expect(page).toContain('full** at six.\n\nTold in words.\n\n## Friday');
  expect(page).not.toContain('Statistics');
});

const SHORT = replaced(LANDING, 'path: /crm/\n', 'path: /short/\n')
  .replace('form: demo\n', 'form: short-demo\n')
  .replace('path: /crm/thanks/', 'path: /short/thanks/')
  .replace('Every crew knows where to be', 'Three questions');
const AS_PAGE = replaced(EXPERIMENT, `change:\n      ${CHANGE}`, 'page: /short/')
  .replaceAll('demo-request', 'cta-click')
  .replace('secondary: [cta-click]\n', '');

test('puts the page that won at the address of the other, form and thanks kept', async ({
  expect,
  project,
}) => {
  await project.write({ 'site/landing/short.yaml': SHORT, [EXPERIMENT_FILE]: AS_PAGE });
  const { code, error } = await project.run('ship', ...outcome('headline', 'outcome'));
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(await project.read(LANDING_FILE)).toBe(
    replaced(LANDING, 'Every crew knows where to be', 'Three questions'),
  );
  expect(await project.read('site/landing/short.yaml')).toBe(SHORT);
});

test('says each step where the two pages do not fit together', async ({ expect, project }) => {
  await project.write({
    ...STORY_FILES,
    [STORY_EXPERIMENT_FILE]: replaced(EXPERIMENT, 'id: headline', 'id: story-proof')
      .replace('status: running', 'status: draft')
      .replace('headline-1', 'story-proof-1'),
    [STORY_FILE]: STORY.replace(/<Experiment[\s\S]*<\/Experiment>\n/, ''),
    [EXPERIMENT_FILE]: replaced(AS_PAGE, 'page: /short/', 'page: /story/'),
  });
  const { code, error } = await project.run('ship', ...outcome('headline', 'outcome'));
  expect(code).toBe(1);
  expect(error).toContain(
    'By hand: (1) copy site/landing/story.mdx to site/landing/crm.mdx and remove site/landing/crm.yaml; (2) set path: /crm/ there; (3) set status: ended',
  );
  expect(await project.read(LANDING_FILE)).toBe(LANDING);
});
