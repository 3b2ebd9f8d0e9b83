import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import { type Compiled, compile, type Sources } from '#experiments/definition/catalog/compile.ts';
import type { Known } from '#experiments/definition/catalog/definitions.ts';
import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { type Problem, problemText, type Source } from '#experiments/definition/faults/problem.ts';
import { RATES_FILE } from '#experiments/revenue/read-rates.ts';
import { parseFile } from '#site/build/parse-file.ts';

const SITE = `name: Halden
origin: https://go.halden.example
timeZone: Europe/Berlin
currency: EUR
business: lead-gen
consent: { unknown: cookie, elsewhere: cookie }
`;

const METRICS = `- { id: demo-request, label: Demo requests, type: proportion, source: submit, match: demo, windowDays: 14 }
- { id: cta-click, label: Clicks, type: proportion, source: click, match: cta, windowDays: 14 }
`;

/** A small landing with two sections and a form. */
export const LANDING = `path: /crm/
title: Dispatch software
description: Plans tomorrow's jobs.
sections:
  - type: hero
    id: hero
    headline: Every crew knows where to be
    lead: Halden plans overnight.
    action: { label: Book a demo, href: '#demo-form', name: cta }
  - type: form
    id: demo-form
    form: demo
    title: See your jobs on the board
    fields:
      - { name: email, label: Work email, type: email, required: true }
      - { name: phone, label: Phone, type: tel }
    submit: Request a demo
    consent: We use these details to hold the demo.
thanks: { path: /crm/thanks/, title: Thank you, body: We call you. }
`;

/** A valid running experiment that changes one key of the hero. */
export const EXPERIMENT = `id: headline
title: The outcome instead of the morning
owner: Lena
hypothesis:
  because: Owners ask about cost first.
  change: The headline states the saving.
  audience: Everybody
  metric: demo-request
  atLeastBp: 1500
status: running
pages: [/crm/]
seed: headline-1
variants:
  - { id: control, weightBp: 5000 }
  - id: outcome
    weightBp: 5000
    change:
      hero.headline: 41 minutes less driving
primary: demo-request
secondary: [cta-click]
plan: { visitors: 20000 }
`;

export const EXPERIMENT_FILE = 'experiments/catalog/headline.yaml';
export const LANDING_FILE = 'site/landing/crm.yaml';

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

/** The files of a small valid project. */
export const VALID: Files = {
  'site/site.yaml': SITE,
  'experiments/metrics.yaml': METRICS,
  [LANDING_FILE]: LANDING,
  [EXPERIMENT_FILE]: EXPERIMENT,
};

/** What the build makes of a valid project with these files replaced or added. */
export function compileProject(
  files: Files = {},
  more: Partial<Known> = {},
  drawn: NonNullable<Sources['drawn']> = [],
): Compiled {
  const unreadable: Problem[] = [];
  const all: Files = { ...VALID, ...files };
  const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  const sources = sorted.flatMap(([file, text]): Source[] => {
    if (file === AD_GROUPS_FILE || file === RATES_FILE) return [];
    const read = parseFile(file, text);
    if (read.ok) return [read.source];
    unreadable.push(...read.problems);
    return [];
  });
  const below = (folder: string) => sources.filter(({ file }) => file.startsWith(folder));
  const input: Sources = {
    site: sources.find(({ file }) => file === 'site/site.yaml'),
    metrics: sources.find(({ file }) => file === 'experiments/metrics.yaml'),
    crm: sources.find(({ file }) => file === 'site/crm.yaml'),
    platforms: sources.find(({ file }) => file === 'site/platforms.yaml'),
    landings: below('site/landing/'),
    experiments: below('experiments/catalog/').filter(({ file }) => file !== LOCK_FILE),
    lock: sources.find(({ file }) => file === LOCK_FILE),
    adGroups: all[AD_GROUPS_FILE],
    rates: all[RATES_FILE],
    drawn,
    unreadable,
  };
  return compile(input, {
    timeZones: ['Europe/Berlin', 'UTC'],
    countries: [
      { code: 'DE', name: 'Germany' },
      { code: 'GB', name: 'United Kingdom' },
    ],
    languages: [
      { code: 'de', name: 'German' },
      { code: 'en', name: 'English' },
    ],
    currencies: ['EUR', 'USD'],
    ownPaths: [{ path: '/privacy/', file: 'site/pages/privacy.astro' }],
    ...more,
  });
}

/** The lines that a person reads: all problems, or the warnings of a valid project. */
export function complaints(files: Files): readonly string[] {
  const compiled = compileProject(files);
  return (compiled.ok ? compiled.warnings : compiled.problems).map(problemText);
}

/** The metrics of the valid project, of which the first counts these forms as well. */
export function countingForms(...forms: readonly string[]): Files {
  const match = `match: [demo, ${forms.join(', ')}]`;
  return { 'experiments/metrics.yaml': replaced(METRICS, 'match: demo', match) };
}

/** Complaints about the experiment with one text replaced by another. */
export function experimentComplaints(from: string, to: string): readonly string[] {
  return complaints({ [EXPERIMENT_FILE]: replaced(EXPERIMENT, from, to) });
}

/** The text with a part replaced; fails when the part is not in it. */
export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`"${from}" is not in the text`);
  return text.replace(from, to);
}
