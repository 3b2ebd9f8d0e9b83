import { test } from 'vitest';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { experimentSchema } from '#experiments/definition/experiment/experiment.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { draftPlan } from '#experiments/planning/draft-plan.ts';
import { draftSentences } from '#experiments/planning/draft-words.ts';
import { planWords } from '#experiments/planning/plan-words.ts';
import { aReport } from './builders.ts';

const metric = metricSchema.parse({
  id: 'lead',
  label: 'Leads',
  type: 'proportion',
  source: 'submit',
  match: 'demo',
  windowDays: 14,
});

function experiment(id: string, given: Record<string, unknown> = {}): CatalogExperiment {
  const { pages, ...definition } = experimentSchema.parse({
    id,
    title: 'An experiment',
    owner: 'Tests',
    status: 'draft',
    pages: ['/crm/'],
    seed: id,
    variants: [
      { id: 'control', weightBp: 5_000 },
      { id: 'other', weightBp: 5_000 },
    ],
    primary: 'lead',
    plan: { mdeBp: 5_000 },
    ...given,
  });
  return { ...definition, landings: pages, fingerprint: '00000000' };
}

const draft = experiment('draft');
const small = experiment('small', { status: 'running' });
const large = experiment('large', { status: 'running' });
const days = (visitors: number, converted: number) =>
  Array.from({ length: 20 }, () => ({ visitors: [visitors, visitors], converted: [converted, 0] }));
const reports = new Map([
  ['small', aReport(days(100, 30))],
  ['large', aReport(days(500, 20))],
]);

test('plans a draft on the experiment of its page with the most visitors', ({ expect }) => {
  const planned = draftPlan(draft, {
    all: [draft, small, large],
    metric,
    reportOf: (id) => reports.get(id),
  });
  expect(planned).toMatchObject({
    ok: true,
    plan: { question: { baseline: 0.04, mde: 0.5, visitorsPerDay: 1_000 } },
    seen: { baseline: { source: { id: 'large', variant: 'control' } } },
  });
  expect(draftSentences(planned, planWords('en')).at(-1)).toBe(
    'Measured on “control” of large: 400 of 10,000 visitors converted, 1,000 new visitors a day over 14 days.',
  );
});

test('plans a fall where less is better', ({ expect }) => {
  const planned = draftPlan(draft, {
    all: [draft, large],
    metric: { ...metric, direction: 'down' },
    reportOf: (id) => reports.get(id),
  });
  expect(planned.ok && planned.plan.question.mde).toBe(-0.5);
});

test.for([
  ['not-measured', { metric, all: [draft] }],
  ['not-a-share', { metric: undefined, all: [draft, large] }],
] as const)('says %s where that is why', ([reason, given], { expect }) => {
  const planned = draftPlan(draft, { ...given, reportOf: (id) => reports.get(id) });
  expect(planned).toEqual({ ok: false, reason });
  expect(draftSentences(planned, planWords('en'))).toHaveLength(1);
});

test('asks for the change worth shipping where the file names none', ({ expect }) => {
  const vague = experiment('vague', { plan: {} });
  const planned = draftPlan(vague, {
    all: [vague, large],
    metric,
    reportOf: (id) => reports.get(id),
  });
  expect(draftSentences(planned, planWords('en')).join()).toContain('hypothesis.atLeastBp');
});
