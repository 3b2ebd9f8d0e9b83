import { guarded } from '#experiments/definition/experiment/quality.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import type { DecidedExperiment } from '#experiments/report/decision/decide.ts';

/** A world in which leads are qualified days or weeks later, drawn again and again. */
export type SlowSetting = {
  /** For people; unique. */
  readonly name: string;
  /** What decides: qualified leads, or leads with the guardrails that come by themselves. */
  readonly primary: 'qualified' | 'lead';
  /** Visitors a day, both variants together, over so many days. */
  readonly perDay: number;
  readonly days: number;
  readonly windowDays: number;
  /** Mean days from lead to qualified, of control and treatment; all within the window. */
  readonly meanDelay: readonly [number, number];
  /** By how much the treatment changes leads and qualified leads per visitor. */
  readonly lift: { readonly lead: number; readonly qualified: number };
  /** Wrong on purpose: qualified leads are judged as if they came at once. */
  readonly openWindows?: true;
};

/** Share of visitors who become leads, and of leads who are qualified, in control. */
export const LEAD_RATE = 0.03;
export const QUALIFIED_SHARE = 0.4;

const base = { perDay: 2_000, days: 56, windowDays: 28, meanDelay: [6, 14] } as const;
const none = { lead: 0, qualified: 0 };

/** The same people, only later: nothing is lost. */
export const harmless: readonly SlowSetting[] = [
  { ...base, name: 'qualified leads decide', primary: 'qualified', lift: none },
  {
    ...base,
    name: 'qualified leads decide, window of 10 days',
    primary: 'qualified',
    windowDays: 10,
    meanDelay: [2, 5],
    lift: none,
  },
  {
    ...base,
    name: 'leads decide and rise, quality keeps',
    primary: 'lead',
    lift: { lead: 0.3, qualified: 0.3 },
  },
];

/** Thirty percent fewer qualified leads, and later as well. */
export const harmful: readonly SlowSetting[] = [
  {
    ...base,
    name: 'qualified leads decide',
    primary: 'qualified',
    lift: { lead: 0, qualified: -0.3 },
  },
  {
    ...base,
    name: 'leads decide and rise, quality is lost',
    primary: 'lead',
    lift: { lead: 0.3, qualified: -0.3 },
  },
];

/** What closed windows are for: the same harmless world, judged without them. */
export const negativeControl: SlowSetting = {
  ...base,
  name: 'qualified leads decide, open windows counted',
  primary: 'qualified',
  lift: none,
  openWindows: true,
};

/** What a setting is judged by, with the guardrails that the build adds. */
export function definitionOf({ primary, perDay, days, windowDays, openWindows }: SlowSetting): {
  readonly experiment: DecidedExperiment;
  readonly metrics: readonly Metric[];
} {
  const shared = { type: 'proportion', direction: 'up' } as const;
  const lead: Metric = {
    ...shared,
    id: 'lead',
    label: 'Leads',
    source: 'submit',
    match: 'demo',
    windowDays: 7,
  };
  const qualified: Metric = {
    ...shared,
    id: 'qualified',
    label: 'Qualified leads',
    source: openWindows ? 'submit' : 'stage',
    match: 'qualified',
    windowDays,
  };
  const experiment = {
    variants: [
      { id: 'control', weightBp: 5_000 },
      { id: 'treatment', weightBp: 5_000 },
    ],
    primary,
    secondary: [],
    guardrails: [],
    plan: { visitors: perDay * days, alpha: 0.05, power: 0.8 },
  };
  const { guardrails, added } = guarded(experiment, [lead, qualified]);
  return { experiment: { ...experiment, guardrails }, metrics: [lead, qualified, ...added] };
}
