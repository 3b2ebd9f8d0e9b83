import { expect, test } from 'vitest';
import { overview } from '#experiments/definition/catalog/overview.ts';
import { overviewText } from '#site/build/overview-text.ts';
import { compileProject, complaints, EXPERIMENT, EXPERIMENT_FILE } from './project.ts';

const METRICS = `- { id: demo-request, label: Demos, type: proportion, source: submit, match: demo, windowDays: 14 }
- { id: cta-click, label: Clicks, type: proportion, source: click, match: cta, windowDays: 14 }
- { id: qualified, label: Qualified, type: proportion, source: stage, match: qualified, windowDays: 60 }
`;

/** The files of an experiment as arms of an ad platform, with some of its text replaced. */
function filesOf(...replacements: readonly (readonly [string, string])[]) {
  let text = EXPERIMENT.replace('seed:', 'assignedBy: url\nparameter: utm_content\nseed:')
    .replace('id: control,', 'id: control, values: [ad-a],')
    .replace('- id: outcome', '- id: outcome\n    values: [ad-b]')
    .replace('primary: demo-request', 'primary: qualified')
    .replace('metric: demo-request', 'metric: qualified');
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`"${from}" is not in the experiment`);
    text = text.replace(from, to);
  }
  return { 'experiments/metrics.yaml': METRICS, [EXPERIMENT_FILE]: text };
}

function complaintsOf(...replacements: readonly (readonly [string, string])[]) {
  return complaints(filesOf(...replacements));
}

test('arms of an ad platform are complete with a parameter, values and a metric of sales', () => {
  expect(complaintsOf()).toEqual([]);
});

test('says what is missing, and what leads to two arms', () => {
  expect(complaintsOf(['parameter: utm_content\n', ''], ['    values: [ad-b]\n', ''])).toEqual([
    expect.stringMatching(/parameter: is missing: assignedBy: url reads the arm/),
    expect.stringMatching(/variants\[1\]\.values: no address leads to "outcome"/),
  ]);
  expect(complaintsOf(['[ad-b]', '[AD-A]'])).toEqual([
    expect.stringMatching(/values: "AD-A" leads to "control" already/),
  ]);
});

test('refuses to decide on what happens on the page, and keys without an effect', () => {
  expect(
    complaintsOf(
      ['primary: qualified', 'primary: demo-request'],
      ['metric: qualified', 'metric: demo-request'],
    ),
  ).toEqual([
    expect.stringMatching(/primary: "demo-request" is counted on the page.*Allowed: qualified/),
  ]);
  expect(complaintsOf(['seed:', 'allocationBp: 5000\nseed:'])).toEqual([
    expect.stringMatching(/allocationBp: has no effect/),
  ]);
  expect(complaintsOf(['assignedBy: url\n', ''])).toEqual([
    expect.stringMatching(/parameter: has an effect only beside assignedBy: url/),
    expect.stringMatching(/variants\[0\]\.values: has an effect only/),
    expect.stringMatching(/variants\[1\]\.values: has an effect only/),
  ]);
});

test('have no share of ours: whoever the platform leads there sees the page', () => {
  const compiled = compileProject(filesOf());
  const text = compiled.ok ? overviewText(overview(compiled)) : '';
  expect(text).toMatch(/control +100 % of all other visitors\n/);
  expect(text).toMatch(/headline\.outcome +100 % of visitors whom utm_content leads here\n/);
});
