import { describe, test } from 'vitest';
import {
  compileProject,
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  experimentComplaints,
  LANDING,
  LANDING_FILE,
  replaced,
} from './project.ts';

describe('what people read when a definition is wrong', () => {
  test('accepts the valid project without a word', ({ expect }) => {
    expect(complaints({})).toEqual([]);
  });

  test('names file, line, key, allowed words and the nearest of them', ({ expect }) => {
    expect(experimentComplaints('status: running', 'status: runing')).toEqual([
      'experiments/catalog/headline.yaml:10  status: is "runing". Allowed: draft, running or ended. Did you mean "running"?',
    ]);
  });

  test('names a key that does not exist and the one that was meant', ({ expect }) => {
    expect(experimentComplaints('weightBp: 5000 }', 'weight: 5000 }')).toEqual([
      'experiments/catalog/headline.yaml:14  variants[0].weightBp: is missing; write its share in basis points, for example 5000 for half.',
      'experiments/catalog/headline.yaml:14  variants[0].weight: is not a key here. Allowed: id, weightBp, change, component, page or values. Did you mean "weightBp"?',
    ]);
  });

  test('reports the faults of all files together, in reading order', ({ expect }) => {
    const files = {
      'experiments/metrics.yaml': '- id: Demo\n  label: x\n',
      'site/site.yaml': 'name: Halden\norigin: go.halden.example\n',
      [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'pages: [/crm/]', 'pages: [/cmr/]'),
    };
    expect(complaints(files)).toEqual([
      'experiments/catalog/headline.yaml:11  pages[0]: no landing is at /cmr/. Allowed: /crm/. Did you mean "/crm/"?',
      'experiments/metrics.yaml:1  [0].id: is "Demo". Allowed: kebab-case: lower-case letters and digits joined by "-".',
      'experiments/metrics.yaml:1  [0].type: is missing. Allowed: proportion or mean.',
      'experiments/metrics.yaml:1  [0].source: is missing. Allowed: click, form-start, submit, confirm, stage, order or browser-value.',
      'experiments/metrics.yaml:1  [0].match: is missing; write the id of the form, the name of the link or the stage, for example demo.',
      'experiments/metrics.yaml:1  [0].windowDays: is missing; write the days in which a conversion counts, for example 14.',
      'site/site.yaml:1  timeZone: is missing; write the time zone of the business, for example Europe/Berlin.',
      'site/site.yaml:1  currency: is missing; write the currency by its three letters, for example EUR.',
      'site/site.yaml:1  business: is missing. Allowed: lead-gen or shop.',
      'site/site.yaml:2  origin: is "go.halden.example". Allowed: a full address, for example https://go.example.com.',
    ]);
  });

  test('says in which line a file stops being YAML', ({ expect }) => {
    expect(complaints({ [LANDING_FILE]: `${LANDING}title: twice\n` })).toEqual([
      'site/landing/crm.yaml:20  title: is there a second time; a key is written once.',
    ]);
  });

  test('names the allowed length of a list and of a text', ({ expect }) => {
    expect(experimentComplaints('pages: [/crm/]', 'pages: []')).toEqual([
      'experiments/catalog/headline.yaml:11  pages: is a list of 0. Allowed: at least 1 entry.',
    ]);
    expect(experimentComplaints('title: The outcome instead of the morning', 'title: A')).toEqual([
      'experiments/catalog/headline.yaml:2  title: is "A". Allowed: at least 3 characters.',
    ]);
  });

  test('lists the section types of a landing', ({ expect }) => {
    const text = replaced(LANDING, 'type: hero', 'type: heroo');
    const [first] = complaints({ [LANDING_FILE]: text });
    expect(first).toMatch(
      /^site\/landing\/crm\.yaml:5 {2}sections\[0\]\.type: is "heroo"\. Allowed: hero, .* Did you mean "hero"\?$/,
    );
  });

  test('builds nothing from a project with an error', ({ expect }) => {
    const compiled = compileProject({
      [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'seed: headline-1\n', ''),
    });
    expect(compiled.ok).toBe(false);
  });
});
