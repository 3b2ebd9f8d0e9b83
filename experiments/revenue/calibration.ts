import type { Interval } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';
import { studentQuantile } from '../stats/special/student-t.ts';
import { groupOf } from './credibility.ts';
import { type ClosedLead, expectedValue, NEEDED_SALES, valueModel } from './expected-value.ts';

/** Closed leads of about the same prediction, and what they brought. Minor units per lead. */
export type CalibrationBin = {
  readonly leads: number;
  readonly predicted: number;
  /** Mean with Student's interval. */
  readonly realised: Interval | Refusal;
};

export type Calibration = {
  readonly ok: true;
  readonly leads: number;
  readonly predicted: number;
  readonly realised: Interval | Refusal;
  /** Lowest prediction first. */
  readonly bins: readonly CalibrationBin[];
};

/** Every lead is predicted by a model that has not seen it: the leads are dealt into so many parts. */
const PARTS = 5;
const MOST_BINS = 5;
/** Leads of one bin at least: below, an interval of amounts says little. */
const BIN_LEADS = 50;
const ALPHA = 0.05;

/**
 * Whether leads bring what was expected of them when they came: every closed lead is predicted from
 * the four fifths of the others, and leads of about the same prediction are held against what they
 * brought. Leads are dealt into parts by the order of their ids, so the same leads give the same
 * answer. Refuses `too-few-closed` where a part would leave fewer than 30 sales to learn from.
 *
 * Source: reliability diagram, A. Murphy & R. Winkler, J. R. Stat. Soc. C 26 (1977) 41; prediction
 * out of sample, M. Stone, J. R. Stat. Soc. B 36 (1974) 111
 */
export function calibrationOf(leads: readonly ClosedLead[]): Calibration | Refusal {
  const sorted = [...leads].sort((a, b) => (a.id < b.id ? -1 : 1));
  const parts = Array.from({ length: PARTS }, (_, part) =>
    sorted.filter((_lead, index) => index % PARTS === part),
  );
  const predicted = parts.flatMap((part, index) => {
    const model = valueModel(parts.filter((_other, other) => other !== index).flat());
    return part.map((lead) => ({ lead, value: expectedValue(model, { ...lead, stage: 'lead' }) }));
  });
  const known = predicted
    .flatMap(({ lead, value }) =>
      value.ok ? [{ id: lead.id, minor: lead.minor, predicted: value.minor }] : [],
    )
    .sort((a, b) => a.predicted - b.predicted || (a.id < b.id ? -1 : 1));
  if (known.length < predicted.length || known.length < Math.max(BIN_LEADS, NEEDED_SALES)) {
    return { ok: false, reason: 'too-few-closed' };
  }
  const bins = Math.min(MOST_BINS, Math.max(1, Math.floor(known.length / BIN_LEADS)));
  const binOf = (from: number, to: number): CalibrationBin => {
    const group = known.slice(from, to);
    return {
      leads: group.length,
      predicted: groupOf(group.map((lead) => lead.predicted)).mean,
      realised: meanOf(group.map(({ minor }) => minor)),
    };
  };
  const edge = (bin: number) => Math.round((bin * known.length) / bins);
  return {
    ok: true,
    ...binOf(0, known.length),
    bins: Array.from({ length: bins }, (_, bin) => binOf(edge(bin), edge(bin + 1))),
  };
}

/** Whether what a bin brought agrees with what was expected of it; null when that cannot be told. */
export function agrees({ predicted, realised }: CalibrationBin): boolean | null {
  if (!realised.ok || realised.lower === null || realised.upper === null) return null;
  return realised.lower <= predicted && predicted <= realised.upper;
}

function meanOf(values: readonly number[]): Interval | Refusal {
  const { n, mean, m2 } = groupOf(values);
  if (n < 2) return { ok: false, reason: 'too-few-visitors' };
  if (m2 === 0) return { ok: false, reason: 'zero-variance' };
  const half = -studentQuantile(ALPHA / 2, n - 1) * Math.sqrt(m2 / (n - 1) / n);
  return {
    ok: true,
    estimate: mean,
    lower: mean - half,
    upper: mean + half,
    level: 1 - ALPHA,
    method: 'student',
  };
}
