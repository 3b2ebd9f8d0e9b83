import {
  areCountedPaths,
  type CountedPath,
  type Credit,
  type CreditRefusal,
  channelsOf,
  refuseCredit,
  untouched,
} from './credit-by-channel.ts';
import { solve } from './linear-system.ts';

/** Credit of a Markov chain with what it rests on; per channel, null where undefined. */
export type MarkovCredit = Credit & {
  /** Chance that a journey of the chain converts; null without journeys. */
  readonly conversionProbability: number | null;
  /** Share of conversions lost when the channel leads nowhere; null without conversions. */
  readonly removalEffect: { readonly [channel: string]: number | null };
};

/**
 * Credit by the removal effect in a first-order Markov chain over channels: conversions × RE /
 * ΣRE. Descriptive, as every attribution model.
 *
 * States are start, channels, conversion and null; self-loops are kept; removing a channel turns
 * the transitions into it into null. Solved as a linear system, not simulated. Journeys without
 * touches stay outside and are returned as `uncredited`.
 * Refuses `invalid-paths`.
 * Source: E. Anderl, I. Becker, F. von Wangenheim & J. H. Schumann, Int. J. Res. Mark. 33 (2016)
 * 457, sec. 3, https://doi.org/10.1016/j.ijresmar.2016.03.001
 */
export function creditByMarkov(paths: readonly CountedPath[]): MarkovCredit | CreditRefusal {
  if (!areCountedPaths(paths)) return refuseCredit('invalid-paths');
  const channels = channelsOf(paths);
  const chain = transitions(paths, channels);
  const base = conversionProbability(chain, null);
  const effects = channels.map((_, removed) =>
    base === null || base === 0 ? null : 1 - (conversionProbability(chain, removed) ?? 0) / base,
  );
  const total = effects.reduce<number>((sum, effect) => sum + (effect ?? 0), 0);
  const uncredited = untouched(paths);
  const conversions = paths.reduce((sum, path) => sum + path.conversions, 0) - uncredited;
  const named = <T>(values: readonly T[]): { readonly [channel: string]: T } =>
    Object.fromEntries(channels.map((channel, i) => [channel, values[i] as T]));
  return {
    ok: true,
    conversionProbability: base,
    removalEffect: named(effects),
    credit: named(effects.map((effect) => (total > 0 ? (conversions * (effect ?? 0)) / total : 0))),
    uncredited,
  };
}

/** Transition counts: row 0 is the start, row i + 1 channel i; columns are channels. */
type Chain = {
  readonly toChannel: readonly (readonly number[])[];
  readonly toConversion: readonly number[];
  readonly outgoing: readonly number[];
};

function transitions(paths: readonly CountedPath[], channels: readonly string[]): Chain {
  const index = new Map(channels.map((channel, i) => [channel, i]));
  const size = channels.length;
  const toChannel = Array.from({ length: size + 1 }, () => new Array<number>(size).fill(0));
  const toConversion = new Array<number>(size + 1).fill(0);
  const outgoing = new Array<number>(size + 1).fill(0);
  for (const { path, conversions, nulls } of paths) {
    const journeys = conversions + nulls;
    if (path.length === 0 || journeys === 0) continue;
    let row = 0;
    for (const channel of path) {
      const column = index.get(channel) ?? 0;
      const counts = toChannel[row] ?? [];
      counts[column] = (counts[column] ?? 0) + journeys;
      outgoing[row] = (outgoing[row] ?? 0) + journeys;
      row = column + 1;
    }
    toConversion[row] = (toConversion[row] ?? 0) + conversions;
    outgoing[row] = (outgoing[row] ?? 0) + journeys;
  }
  return { toChannel, toConversion, outgoing };
}

/** P(conversion | start), with one channel removed; null when no journey starts. */
function conversionProbability(chain: Chain, removed: number | null): number | null {
  const { toChannel, toConversion, outgoing } = chain;
  const start = outgoing[0] ?? 0;
  if (start === 0) return null;
  const share = (row: number, column: number): number =>
    column === removed ? 0 : (toChannel[row]?.[column] ?? 0) / (outgoing[row] || 1);
  const size = toChannel.length - 1;
  const states = Array.from({ length: size }, (_, i) => i);
  const fromChannel = solve(
    states.map((i) => states.map((j) => (i === j ? 1 : 0) - share(i + 1, j))),
    states.map((i) => (toConversion[i + 1] ?? 0) / (outgoing[i + 1] || 1)),
  );
  return states.reduce((sum, j) => sum + share(0, j) * (fromChannel[j] ?? 0), 0);
}
