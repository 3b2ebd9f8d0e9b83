import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'vitest';
import { drawnMark } from '#components/landing/drawn-mark.ts';
import { emptySlot } from '#experiments/contract/token.ts';
import { pageFinisher } from '#site/build/finish-pages.ts';
import { drawnIn } from '#site/build/mdx/drawn-in-components.ts';
import { withExperimentIds } from '#site/build/mdx/variant-tags.ts';
import { STORY, STORY_FILE, STORY_FILES } from './mdx-project.ts';
import { compileProject, EXPERIMENT, EXPERIMENT_FILE, replaced } from './project.ts';

const COMPONENT = `---
const note = '<Experiment id="in-code">';
---

<Experiment id="headline">
  <Variant id="control"><p>{a < b}</p></Variant>
  <Variant id="outcome">
    <Experiment id="inner"><Variant id="control">x</Variant><Variant id="b">y</Variant></Experiment>
  </Variant>
</Experiment>
`;

describe('tags in a component', () => {
  test('are found with their lines, also inside each other, but not in its code', ({ expect }) => {
    expect(drawnIn('components/Panel.astro', COMPONENT)).toEqual({
      drawn: [
        {
          id: 'headline',
          file: 'components/Panel.astro',
          line: 5,
          variants: [
            { id: 'control', line: 6, text: '<p>{a < b}</p>' },
            { id: 'outcome', line: 7, text: expect.stringContaining('<Variant id="b">y<') },
          ],
        },
        {
          id: 'inner',
          file: 'components/Panel.astro',
          line: 8,
          variants: [
            { id: 'control', line: 8, text: 'x' },
            { id: 'b', line: 8, text: 'y' },
          ],
        },
      ],
      problems: [],
    });
  });

  test('know the experiment around them, the inner ones the inner', ({ expect }) => {
    const changed = withExperimentIds(COMPONENT) ?? '';
    expect(changed).toContain('<Variant experiment="headline" id="outcome">');
    expect(changed).toContain('<Variant experiment="inner" id="b">y</Variant>');
    expect(changed.replace(/ experiment="\w+"/g, '')).toBe(COMPONENT);
  });

  test('stand where they belong', ({ expect }) => {
    const problems = (text: string) =>
      drawnIn('a.astro', text).problems.map(({ line, key, wrong }) => `${line} ${key} ${wrong}`);
    expect(problems('<Variant id="b">x</Variant>')).toEqual([
      '1 <Variant> stands outside an <Experiment>',
    ]);
    expect(
      problems('<Experiment id="a">\n<p>x</p><Variant id="b">x</Variant></Experiment>'),
    ).toEqual(['1 <Experiment> has "<p>x</p>" outside its variants']);
    expect(problems('<Experiment id={name}><Variant id="b">x</Variant></Experiment>')).toEqual([
      '1 <Experiment> has no id',
    ]);
  });
});

describe('a built page of a component variant', () => {
  const files = {
    [EXPERIMENT_FILE]: replaced(
      EXPERIMENT,
      'change:\n      hero.headline: 41 minutes less driving',
      'component: true',
    ),
  };
  const page = (key: string, body: string) => {
    const slot = emptySlot(1_200);
    return `<!DOCTYPE html><title>x</title><link rel="canonical" href="https://go.halden.example/crm/">
<meta name="tl" content="${slot}"><script>fetch("/_tl/events")</script>
<form action="/_tl/forms/demo"><input name="tl_view" value="${slot}"><input name="tl_combination" value="${key}"></form>${body}`;
  };

  async function finish(treated: string): Promise<{ faults: readonly string[]; html: string }> {
    const compiled = compileProject(
      files,
      {},
      drawnIn('components/Panel.astro', COMPONENT.replace(/ {4}<Experiment id="inner".*\n/, 'y\n'))
        .drawn,
    );
    if (!compiled.ok) throw new Error(compiled.problems.map(({ wrong }) => wrong).join('\n'));
    const folder = await mkdtemp(path.join(tmpdir(), 'truelift-drawn-'));
    const treatedFile = '_v/headline.outcome/crm/index.html';
    const written = {
      'crm/index.html': page('', drawnMark('headline', 'control')),
      [treatedFile]: page('headline.outcome', treated),
      'crm/thanks/index.html': '<!DOCTYPE html><title>Thank you</title>',
    };
    for (const [file, text] of Object.entries(written)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    const faults = await pageFinisher(compiled).rest(folder);
    const html = await readFile(path.join(folder, treatedFile), 'utf8');
    await rm(folder, { recursive: true });
    return { faults, html };
  }

  test('may be published when it draws the variant, without the mark of it', async ({ expect }) => {
    const { faults, html } = await finish(`${drawnMark('headline', 'outcome')}<p>Outcome</p>`);
    expect(faults).toEqual([]);
    expect(html).toContain('<p>Outcome</p>');
    expect(html).not.toContain('tl-drawn');
  });

  test('may not be published when nothing on it draws the variant', async ({ expect }) => {
    const { faults } = await finish(drawnMark('headline', 'control'));
    expect(faults).toEqual([
      '/_v/headline.outcome/crm/: draws no <Variant> for headline.outcome; its visitors would see what the control shows',
    ]);
  });
});

describe('a form in the body of an .mdx landing', () => {
  test('is known to the server like any other', ({ expect }) => {
    const form = `<Form form="story-demo" title="See it" submit="Send" consent="For the demo only."
  fields={[{ name: email, label: Work email, type: email, required: true }]} />
`;
    const compiled = compileProject({
      ...STORY_FILES,
      [STORY_FILE]: replaced(STORY, '## Friday\n', `## Friday\n\n${form}`).replace(
        'sections:\n',
        'thanks: { path: /story/thanks/, title: Thank you, body: We call you. }\nsections:\n',
      ),
    });
    const forms = compiled.ok ? compiled.catalog.forms : [];
    expect(forms.find(({ id }) => id === 'story-demo')).toMatchObject({
      landing: '/story/',
      thanks: '/story/thanks/',
      fieldsByCombination: {
        '': [{ name: 'email', required: true }],
        'story-proof.figures': [{ name: 'email', required: true }],
      },
    });
  });
});
