import { STORY_FILES } from '#test/domain/definition/mdx-project.ts';
import { LANDING, LANDING_FILE, replaced } from '#test/domain/definition/project.ts';
import { test } from '../project-folder.ts';

test('copies an .mdx page as its controls show it', async ({ expect, project }) => {
  await project.write(STORY_FILES);
  const words = ['page', '--copy', 'story', '--path', '/story-uk/', '--title', 'A British story'];
  expect(await project.run('new', ...words)).toMatchObject({ code: 0, error: '' });
  const copy = await project.read('site/landing/story-uk.mdx');
  expect(copy).toContain('---\npath: /story-uk/\ntitle: A British story\n');
  expect(copy).toContain('\n\nTold in words.\n\n## Friday');
  expect(copy).not.toContain('Experiment');
  expect((await project.run('check', '--write-lock')).code).toBe(0);
});

test('writes an experiment that takes a section out and moves another', async ({
  expect,
  project,
}) => {
  const voice = `  - type: testimonial
    id: voice
    quote: Gone by quarter past seven.
    author: Henrik Ostrow
    role: Head of service
  - type: form
`;
  await project.write({ [LANDING_FILE]: replaced(LANDING, '  - type: form\n', voice) });
  const { code, error } = await project.run(
    ...['new', 'experiment', '--id', 'crm-voice', '--page', '/crm/', '--metric', 'demo-request'],
    ...['--change', 'demo-form.move={ after: hero }', '--change', 'voice=null'],
    ...['--because', 'In 14 of 20 recorded calls the owner asked about cost first.'],
    ...['--what', 'The form stands directly below the first screen.', '--at-least', '20%'],
    ...['--owner', 'Lena'],
  );
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(await project.read('experiments/catalog/crm-voice.yaml')).toContain(
    'change:\n      demo-form.move:\n        after: hero\n      voice: null\n',
  );
});
