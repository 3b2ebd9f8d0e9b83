import type { CountedPath } from '#experiments/attribution/credit-by-channel.ts';
import { creditByMarkov } from '#experiments/attribution/markov.ts';
import {
  type AttributionRule,
  creditByRule,
  type TouchedPath,
} from '#experiments/attribution/rules.ts';
import { creditByShapley, shapleyOfConversionRate } from '#experiments/attribution/shapley.ts';

type RuleParams = {
  readonly first?: number;
  readonly last?: number;
  readonly halfLifeHours?: number;
  readonly halfLife?: number;
  readonly halfLifeDays?: number;
};

/** The usual settings where a case names none: 40/20/40 and a half-life of a week. */
function ruleOf(model: AttributionRule['model'], params: RuleParams): AttributionRule {
  if (model === 'position') return { model, first: params.first ?? 0.4, last: params.last ?? 0.4 };
  if (model !== 'time-decay') return { model };
  const hours = params.halfLifeHours ?? params.halfLife ?? (params.halfLifeDays ?? 7) * 24;
  return { model, halfLifeHours: hours };
}

export function attributionRules(input: {
  readonly paths: readonly TouchedPath[];
  readonly model: AttributionRule['model'];
  readonly params?: RuleParams | null;
}) {
  const result = creditByRule(input.paths, ruleOf(input.model, input.params ?? {}));
  return result.ok ? result : { credit: null };
}

export function attributionMarkov(input: { readonly paths: readonly CountedPath[] }) {
  const result = creditByMarkov(input.paths);
  return result.ok ? result : { conversionProbability: null, removalEffect: null, credit: null };
}

const games = {
  'contained-conversions': creditByShapley,
  'exact-set-conversion-rate': shapleyOfConversionRate,
} as const;

export function attributionShapley(input: {
  readonly paths: readonly CountedPath[];
  readonly game: keyof typeof games;
}) {
  const result = games[input.game](input.paths);
  return result.ok ? result : { credit: null };
}
