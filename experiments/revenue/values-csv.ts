import type { Interval } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';
import { csvText } from '../programme/csv-text.ts';
import { agrees, type Calibration, type CalibrationBin } from './calibration.ts';
import { type OriginValue, VALUED_STAGES, type ValueModel } from './expected-value.ts';

const COLUMNS = [
  /** `stage` · `source` · `campaign`: what one is expected to bring · `group`, `all`: whether that held. */
  'row',
  'as_of_ms',
  'currency',
  'closed_after_days',
  'stage',
  'source',
  'campaign',
  'leads',
  'sales',
  'expected_minor',
  'brought_minor',
  'brought_lower_minor',
  'brought_upper_minor',
  'brought_level',
  'own_weight',
  'finding',
  'refusal',
] as const;
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string | number | null>>>;

/** What `valuesCsv` writes; amounts in minor units per lead of one currency. */
export type Values = {
  readonly asOf: number;
  readonly currency: string;
  readonly horizonDays: number;
  readonly model: ValueModel;
  readonly calibration: Calibration | Refusal;
};

/**
 * The values of leads as CSV: a row per stage, source and campaign with what one is expected to
 * bring, then a row per group of closed leads with what it was expected to bring and brought. The
 * numbers are those of the JSON digit for digit; one that does not exist is an empty cell with its
 * reason under `refusal`.
 */
export function valuesCsv({ asOf, currency, horizonDays, model, calibration }: Values): string {
  const about = { as_of_ms: asOf, currency, closed_after_days: horizonDays };
  const rows = [...VALUED_STAGES.flatMap((name) => stageRows(model[name])), ...held(calibration)];
  return csvText(
    COLUMNS,
    rows.map((row) => ({ ...row, ...about })),
  );
}

function stageRows(stage: ValueModel['lead']): readonly Row[] {
  const { leads, won: sales } = stage;
  const row = { row: 'stage', stage: stage.stage, leads, sales };
  if (!stage.ok) return [{ ...row, refusal: stage.reason }];
  const of = (kind: string) => (origin: OriginValue) => originRow(kind, stage.stage, origin);
  return [
    { ...row, expected_minor: stage.value, brought_minor: stage.value },
    ...stage.sources.map(of('source')),
    ...stage.campaigns.map(of('campaign')),
  ];
}

function originRow(row: string, stage: string, origin: OriginValue): Row {
  const { source, campaign, leads, won: sales, value, own, weight } = origin;
  return {
    ...{ row, stage, source, campaign, leads, sales },
    ...{ expected_minor: value, brought_minor: own, own_weight: weight },
  };
}

function held(calibration: Calibration | Refusal): readonly Row[] {
  if (!calibration.ok) return [{ row: 'all', stage: 'lead', refusal: calibration.reason }];
  return [...calibration.bins.map((bin) => binRow('group', bin)), binRow('all', calibration)];
}

function binRow(row: string, bin: CalibrationBin): Row {
  const { leads, predicted, realised } = bin;
  const finding = { true: 'agrees', false: 'off', null: null }[`${agrees(bin)}`];
  return {
    ...{ row, stage: 'lead', leads, expected_minor: predicted, finding },
    ...brought(realised),
  };
}

function brought(realised: Interval | Refusal): Row {
  if (!realised.ok) return { refusal: realised.reason };
  const { estimate, lower, upper, level } = realised;
  return {
    brought_minor: estimate,
    brought_lower_minor: lower,
    brought_upper_minor: upper,
    brought_level: level,
  };
}
