import type { Look } from '#experiments/contract/look.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { ExperimentRecord, Known } from '#experiments/programme/record.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { anExperiment } from '../report/builders.ts';

/** Days with the same visitors and conversions, one entry per variant, from a day on. */
export type Time = {
  readonly from: string;
  readonly days: number;
  readonly visitors: readonly number[];
  readonly converted: readonly number[];
};

/** An experiment with its record; the state is the file's unless the record says otherwise. */
export function aKnown(
  given: Record<string, unknown>,
  times: readonly Time[] = [],
  rest: Partial<ExperimentRecord> = {},
): Known {
  const experiment = anExperiment(given);
  return { experiment, record: { ...recordOf(experiment, times), ...rest } };
}

/** A draft that changes one key of /crm/, and would ship from +25 %. */
export function aDraft(id: string, given: Record<string, unknown> = {}): Known {
  return aKnown({
    id,
    status: 'draft',
    plan: {},
    hypothesis: {
      because: 'In 14 of 20 calls the owner asked about cost.',
      change: 'The headline says the cost.',
      audience: 'All visitors',
      metric: 'lead',
      atLeastBp: 2_500,
    },
    variants: changing(`${id}.title`),
    ...given,
  });
}

/** Control and a treatment that changes one key. */
export function changing(key: string): readonly Record<string, unknown>[] {
  return [
    { id: 'control', weightBp: 5_000 },
    { id: 'other', weightBp: 5_000, change: { [key]: 'Another text' } },
  ];
}

/** The last look of an experiment, as far as the programme reads it. */
export function aLook(decision: Look['decision'], day: string): Look {
  return {
    v: 1,
    day,
    variants: ['control', 'other'],
    alpha: 0.05,
    plannedVisitors: null,
    firstDay: null,
    days: null,
    closedShare: null,
    unit: 'visitor',
    terms: { equivalenceBp: null, windowDays: null, wholeWeeks: 2, closedShare: 0.9 },
    strata: [],
    srm: { ok: false, reason: 'no-visitors' },
    treatments: [],
    decision,
    takenAt: 0,
    watermark: { exposure: 0, conversion: 0 },
  };
}

function recordOf(
  { status, winner, variants, allocationBp }: CatalogExperiment,
  times: readonly Time[],
): ExperimentRecord {
  return {
    state: status,
    winner: winner ?? null,
    endedDay: null,
    startDay: null,
    endDay: null,
    unit: times.length > 0 ? 'visitor' : null,
    epochs: [
      {
        epoch: 1,
        weightsBp: variants.map(({ weightBp }) => weightBp),
        allocationBp,
        effectiveAt: 0,
      },
    ],
    daily: times.flatMap(({ from, days, visitors, converted }) =>
      Array.from({ length: days }, (_, index) => ({
        day: addDays(from, index),
        epoch: 1,
        visitors: [...visitors],
        bots: visitors.map(() => 0),
        converted: { lead: [...converted] },
      })),
    ),
    look: null,
    decisions: [],
  };
}
