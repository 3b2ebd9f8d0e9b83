import type { Credit, CreditRefusal } from './credit-by-channel.ts';
import { refuseCredit } from './credit-by-channel.ts';

/** A journey in order of time; hours on any common clock. */
export type TouchedPath = {
  readonly touchpoints: readonly { readonly channel: string; readonly hour: number }[];
  readonly converted: boolean;
  /** Value to be credited, in any unit; counted only when converted. */
  readonly value: number;
  readonly conversionHour: number;
};

/** How a conversion is shared out over the touches before it. */
export type AttributionRule =
  | { readonly model: 'first' | 'last' | 'last-non-direct' | 'linear' }
  /** Shares of the first and last touch; the rest evenly between. Usual: 0.4 and 0.4. */
  | { readonly model: 'position'; readonly first: number; readonly last: number }
  /** A touch loses half its weight per half-life before the conversion. Usual: 168 hours. */
  | { readonly model: 'time-decay'; readonly halfLifeHours: number };

/** The channel that `last-non-direct` looks past. */
export const DIRECT = 'direct';

/**
 * Credit per channel by a rule. Descriptive: it says who was there, not who caused it. Never a
 * metric of an experiment.
 *
 * `credit` names every channel of the paths, with 0 where it earned nothing; conversions without
 * touches are not spread over channels but returned as `uncredited`. Credit and `uncredited` sum
 * to the converted value.
 * Refuses `invalid-paths` (value or hour not finite) and `invalid-rule`.
 * Source: Google Analytics attribution models, https://support.google.com/analytics/answer/1665189
 */
export function creditByRule(
  paths: readonly TouchedPath[],
  rule: AttributionRule,
): Credit | CreditRefusal {
  if (!isRule(rule)) return refuseCredit('invalid-rule');
  const credit = new Map<string, number>();
  let uncredited = 0;
  for (const path of paths) {
    const hours = path.touchpoints.map((touch) => touch.hour);
    if (![path.value, path.conversionHour, ...hours].every(Number.isFinite))
      return refuseCredit('invalid-paths');
    for (const { channel } of path.touchpoints) credit.set(channel, credit.get(channel) ?? 0);
    if (!path.converted) continue;
    if (path.touchpoints.length === 0) uncredited += path.value;
    const weights = touchWeights(path, rule);
    for (const [i, { channel }] of path.touchpoints.entries()) {
      credit.set(channel, (credit.get(channel) ?? 0) + path.value * (weights[i] ?? 0));
    }
  }
  return { ok: true, credit: Object.fromEntries(credit), uncredited };
}

/** Shares of one conversion per touch; they sum to 1. */
function touchWeights({ touchpoints }: TouchedPath, rule: AttributionRule): readonly number[] {
  const count = touchpoints.length;
  const only = (index: number): number[] => touchpoints.map((_, i) => (i === index ? 1 : 0));
  switch (rule.model) {
    case 'first':
      return only(0);
    case 'last':
      return only(count - 1);
    case 'last-non-direct': {
      const last = touchpoints.findLastIndex(({ channel }) => channel !== DIRECT);
      return only(last < 0 ? count - 1 : last);
    }
    case 'linear':
      return touchpoints.map(() => 1 / count);
    case 'position':
      return positionWeights(count, rule.first, rule.last);
    case 'time-decay':
      return decayWeights(
        touchpoints.map((touch) => touch.hour),
        rule.halfLifeHours,
      );
  }
}

function positionWeights(count: number, first: number, last: number): readonly number[] {
  if (count < 2) return [1];
  if (count === 2) {
    const share = first + last > 0 ? first / (first + last) : 0.5;
    return [share, 1 - share];
  }
  const middle = (1 - first - last) / (count - 2);
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? first : i === count - 1 ? last : middle,
  );
}

/** 2^(−age / halfLife), told from the latest touch so that old journeys do not vanish in rounding. */
function decayWeights(hours: readonly number[], halfLifeHours: number): readonly number[] {
  const latest = hours.reduce((max, hour) => Math.max(max, hour), Number.NEGATIVE_INFINITY);
  const raw = hours.map((hour) => 2 ** ((hour - latest) / halfLifeHours));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}

function isRule(rule: AttributionRule): boolean {
  switch (rule.model) {
    case 'position':
      return rule.first >= 0 && rule.last >= 0 && rule.first + rule.last <= 1 + 1e-12;
    case 'time-decay':
      return rule.halfLifeHours > 0;
    case 'first':
    case 'last':
    case 'last-non-direct':
    case 'linear':
      return true;
  }
}
