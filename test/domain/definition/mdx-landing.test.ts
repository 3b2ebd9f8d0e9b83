import { describe, test } from 'vitest';
import { partOf } from '#site/build/mdx/plugin.ts';
import {
  STORY,
  STORY_EXPERIMENT,
  STORY_EXPERIMENT_FILE,
  STORY_FILE,
  STORY_FILES,
} from './mdx-project.ts';
import { compileProject, complaints, replaced } from './project.ts';

const storyWith = (from: string, to: string) =>
  complaints({ ...STORY_FILES, [STORY_FILE]: replaced(STORY, from, to) });

function pageOf(key: string, files: Readonly<Record<string, string>> = STORY_FILES) {
  const compiled = compileProject(files);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ wrong }) => wrong).join('\n'));
  return compiled.pages.find((page) => page.landingId === 'story' && page.key === key)?.content;
}

describe('an .mdx landing', () => {
  test('has the sections of its list, and where that says so those of its body', ({ expect }) => {
    expect(pageOf('')?.sections.map(({ id }) => id)).toEqual(['hero', 'body', 'voice', 'close']);
    expect(pageOf('')?.sections[1]).toEqual({
      type: 'body',
      id: 'body',
      parts: ['story/0', 'story/1', 'story/2'],
    });
  });

  test('has its body at the end when the list does not say where', ({ expect }) => {
    const files = { ...STORY_FILES, [STORY_FILE]: replaced(STORY, '  - type: body\n', '') };
    expect(pageOf('', files)?.sections.map(({ id }) => id)).toEqual([
      'hero',
      'close',
      'body',
      'voice',
    ]);
  });

  test('shows the chosen variant of its body and nothing of the others', ({ expect }) => {
    const sections = pageOf('story-proof.figures')?.sections ?? [];
    expect(sections.map(({ id }) => id)).toEqual([
      'hero',
      'body',
      'week',
      'body-3',
      'voice',
      'close',
    ]);
    expect(sections[2]).toMatchObject({
      type: 'statistics',
      items: [{ value: '140' }, { value: '52 min', label: 'to arrival' }],
    });
    expect(sections.flatMap((one) => (one.type === 'body' ? one.parts : []))).toEqual([
      'story/0',
      'story/2',
    ]);
  });

  test('is changed by other experiments, sections of its body too', ({ expect }) => {
    const files = {
      ...STORY_FILES,
      'experiments/catalog/voices.yaml': STORY_EXPERIMENT.replace('id: story-proof', 'id: voices')
        .replace('seed: story-proof-1', 'seed: voices-1')
        .replace('component: true', 'change: { voice.author: Jana, voice.move: { after: hero } }'),
    };
    const both = pageOf('story-proof.figures~voices.figures', files);
    expect(both?.sections.map(({ id }) => id)).toEqual([
      'hero',
      'voice',
      'body',
      'week',
      'body-3',
      'close',
    ]);
    expect(both?.sections[1]).toMatchObject({ author: 'Jana' });
  });

  test('gives each text its own part, every line where it was', ({ expect }) => {
    const part = partOf({ file: STORY_FILE, stem: 'story', text: STORY }, 1);
    expect(part.trim()).toBe('Told in words.');
    const lineOf = (text: string) => text.split('\n').indexOf('Told in words.');
    expect(lineOf(part)).toBe(lineOf(STORY));
  });

  test('names the line of a fault, in its values and in its body', ({ expect }) => {
    const [missing, unknown] = storyWith('title: Your week', 'titel: Your week');
    expect(missing).toBe(
      'site/landing/story.mdx:12  sections[2].title: is missing; write the heading or name that people read, for example See your jobs on the board.',
    );
    expect(unknown).toContain('site/landing/story.mdx:14  sections[2].titel: is not a key here.');
  });

  test('names the line and the key of an attribute', ({ expect }) => {
    expect(storyWith("label: 'to arrival'", "labl: 'to arrival'")[0]).toBe(
      'site/landing/story.mdx:35  <Statistics> items[1].label: is missing; write the words that people read there, for example Work email.',
    );
    expect(storyWith('author="Sabine Thoma"', 'autor="Sabine Thoma"').at(-1)).toContain(
      'site/landing/story.mdx:45  <Testimonial> autor: is not a key here.',
    );
    expect(storyWith('items={[', 'items={[[')[0]).toContain(
      'site/landing/story.mdx:36  <Statistics> items: is no valid YAML',
    );
  });

  test('says which component is meant, and where a section may stand', ({ expect }) => {
    expect(storyWith('<Testimonial', '<Testimonal')[0]).toContain(
      'site/landing/story.mdx:45  <Testimonal>: is no component here.',
    );
    expect(storyWith('<Testimonial', '<Testimonal')[0]).toContain('Did you mean "Testimonial"?');
    expect(storyWith('## Friday', '<div>\n<Cta id="x" />\n</div>')[0]).toContain(
      '<Cta>: a section stands on lines of its own',
    );
    expect(storyWith('</Experiment>', '')[0]).toBe(
      'site/landing/story.mdx:22  <Experiment> has no end </Experiment>.',
    );
  });

  test('takes no tags from code', ({ expect }) => {
    expect(
      storyWith('## Friday', '```html\n<Experiment id="no">\n```\n\n`<Variant>` is a tag.'),
    ).toEqual([]);
  });

  test('refuses a body that is not there', ({ expect }) => {
    const yaml = STORY.split('---\n')[1] ?? '';
    const problems = complaints({ 'site/landing/story.yaml': yaml });
    expect(problems[0]).toContain('stands for the text of an .mdx file, and here is none');
  });
});

describe('a component variant', () => {
  const experimentWith = (from: string, to: string) =>
    complaints({ ...STORY_FILES, [STORY_EXPERIMENT_FILE]: replaced(STORY_EXPERIMENT, from, to) });

  test('must be drawn by something', ({ expect }) => {
    expect(storyWith('<Variant id="figures">', '<Variant id="figure">')).toEqual([
      'experiments/catalog/story-proof.yaml:17  variants[1].component: site/landing/story.mdx:22 draws "story-proof", but no <Variant id="figures">. Allowed: control or figure. Did you mean "figure"?',
      'site/landing/story.mdx:28  <Variant>: "figure" is no variant of story-proof. Allowed: control or figures. Did you mean "figures"?',
    ]);
    expect(experimentWith('pages: [/story/]', 'pages: [/story/, /crm/]')[0]).toContain(
      'nothing draws "story-proof" on /crm/: there is no <Experiment id="story-proof"> in its .mdx file or in a component.',
    );
  });

  test('must be marked as one, and have its control beside it', ({ expect }) => {
    expect(experimentWith('component: true', 'change: { hero.headline: Ice }')[0]).toBe(
      'site/landing/story.mdx:28  <Variant>: draws "figures", which gets no page of its own for it. Allowed: component: true in experiments/catalog/story-proof.yaml:15.',
    );
    expect(storyWith('<Variant id="control">', '<Variant id="figures">')).toContain(
      'site/landing/story.mdx:22  <Experiment>: draws no control; whoever takes no part would see nothing here. Allowed: a <Variant id="control">.',
    );
  });

  test('belongs to an experiment that exists and names the page', ({ expect }) => {
    expect(storyWith('<Experiment id="story-proof">', '<Experiment id="story-prof">')).toContain(
      'site/landing/story.mdx:22  <Experiment>: no experiment is called "story-prof". Allowed: headline or story-proof. Did you mean "story-proof"?',
    );
    expect(experimentWith('pages: [/story/]', 'pages: [/crm/]')).toContain(
      'site/landing/story.mdx:22  <Experiment>: "story-proof" is not on /story/. Allowed: pages: [/crm/, /story/] in experiments/catalog/story-proof.yaml.',
    );
  });

  test('may change texts beside it', ({ expect }) => {
    const both = 'component: true\n    change: { hero.headline: Ice, week.title: Counted }';
    const files = {
      ...STORY_FILES,
      [STORY_EXPERIMENT_FILE]: replaced(STORY_EXPERIMENT, 'component: true', both),
    };
    expect(pageOf('story-proof.figures', files)?.sections).toMatchObject([
      { headline: 'Ice' },
      {},
      { title: 'Counted' },
      {},
      {},
      {},
    ]);
  });
});
