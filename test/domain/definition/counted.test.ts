import { test } from 'vitest';
import { overview } from '#experiments/definition/catalog/overview.ts';
import {
  compileProject,
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  LANDING,
  LANDING_FILE,
  replaced,
  VALID,
} from './project.ts';

const METRICS_FILE = 'experiments/metrics.yaml';
const METRICS = VALID[METRICS_FILE] ?? '';
const SECOND = replaced(
  replaced(
    replaced(replaced(LANDING, 'path: /crm/', 'path: /board/'), 'form: demo', 'form: board'),
    '/crm/thanks/',
    '/board/thanks/',
  ),
  "'#demo-form', name: cta",
  "'#demo-form', name: board-cta",
);
const THANKS = replaced(
  LANDING,
  'body: We call you. }',
  'body: We call you., action: { label: Choose a time, href: /crm/, name: calendar } }',
);

test('a form that no metric counts is named, with the entry that counts it', ({ expect }) => {
  const files = { 'site/landing/board.yaml': SECOND };
  const [warning, ...others] = complaints(files);
  expect(others).toEqual([]);
  expect(warning).toBe(
    'site/landing/board.yaml:12  warning: sections[1].form: no metric counts "board": its leads arrive, but no experiment can be judged by them. Allowed: this entry in experiments/metrics.yaml: - { id: board, label: Leads of board, type: proportion, source: submit, match: board, windowDays: 14 }.',
  );
  const entry = /yaml: (- \{.*\})\.$/.exec(warning ?? '')?.[1];
  expect(complaints({ ...files, [METRICS_FILE]: `${METRICS}${entry}\n` })).toEqual([]);
});

test('a first input counts no lead', ({ expect }) => {
  const start = replaced(METRICS, 'source: submit', 'source: form-start');
  expect(complaints({ [METRICS_FILE]: start }).join()).toContain('no metric counts "demo"');
});

test('a click on a thanks page is told never to count, and decides no experiment', ({ expect }) => {
  const metric =
    '- { id: calendar, label: Times, type: proportion, source: click, match: calendar, windowDays: 14 }\n';
  const files = { [LANDING_FILE]: THANKS, [METRICS_FILE]: `${METRICS}${metric}` };
  expect(complaints(files)).toEqual([
    'experiments/metrics.yaml:3  warning: [2].match: "calendar" stands on a thanks page alone, and clicks there are never counted: that page stands outside every experiment. Allowed: the name of a link on a landing, or source submit to count who gets there.',
  ]);
  const judged = replaced(EXPERIMENT, 'secondary: [cta-click]', 'secondary: [calendar]');
  expect(complaints({ ...files, [EXPERIMENT_FILE]: judged }).join('\n')).toContain(
    'secondary[0]: nothing on /crm/ fires "calendar"',
  );
  const compiled = compileProject({ ...files, [EXPERIMENT_FILE]: judged });
  const shown = compiled.ok ? overview(compiled).flatMap(({ metrics }) => metrics) : [];
  expect(shown.find(({ id }) => id === 'calendar')?.firedBy ?? null).toBeNull();
});
