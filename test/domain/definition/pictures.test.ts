import { expect, test } from 'vitest';
import { problemText } from '#experiments/definition/faults/problem.ts';
import {
  compileProject,
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
} from './project.ts';

const HERO = '    headline: Every crew knows where to be\n';

function faults(src: string, changed = src): readonly string[] {
  const image = (name: string) => `{ src: ${name}, alt: A crew }`;
  const compiled = compileProject(
    {
      [LANDING_FILE]: replaced(LANDING, HERO, `${HERO}    image: ${image(src)}\n`),
      [EXPERIMENT_FILE]: replaced(
        EXPERIMENT,
        'hero.headline: 41 minutes less driving',
        `hero.image: ${image(changed)}`,
      ),
    },
    { pictures: ['site/landing/crew.jpg', 'site/landing/de/van.png', 'site/shared.webp'] },
  );
  return compiled.ok ? [] : compiled.problems.map(problemText);
}

test('pictures may lie beside the landing, in a folder there, or above it', () => {
  for (const src of ['./crew.jpg', './de/van.png', '../shared.webp']) {
    expect(faults(src)).toEqual([]);
  }
});

test('a picture that is not there is named with its place and the nearest one', () => {
  const [first] = faults('./crwe.jpg', './crew.jpg');
  expect(first).toMatch(/^site\/landing\/crm.yaml:8 {2}sections\[0\]\.image\.src: /);
  expect(first).toContain('no picture is at site/landing/crwe.jpg');
  expect(first).toContain('Allowed: ./crew.jpg or ./de/van.png. Did you mean "./crew.jpg"?');
});

test('a variant’s picture is looked for beside the landing', () => {
  const found = faults('./crew.jpg', './de/crew.jpg');
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('experiments/catalog/headline.yaml:');
  expect(found[0]).toContain('no picture is at site/landing/de/crew.jpg');
});

test('a picture is described in words, not by its file', () => {
  const said = (alt: string) => {
    const image = `    image: { src: ./crew.jpg, alt: ${alt} }\n`;
    const compiled = compileProject(
      { [LANDING_FILE]: replaced(LANDING, HERO, HERO + image) },
      { pictures: ['site/landing/crew.jpg'] },
    );
    return compiled.ok ? [] : compiled.problems.map(problemText);
  };
  const allowed = 'Allowed: what the picture shows, in words for people who do not see it.';
  expect(said('crew.jpg')).toEqual([
    `site/landing/crm.yaml:8  sections[0].image.alt: is "crew.jpg". ${allowed}`,
  ]);
  expect(said("''")).toEqual([
    `site/landing/crm.yaml:8  sections[0].image.alt: is empty. ${allowed}`,
  ]);
  expect(said('The crew beside van.jpg')).toEqual([]);
});
