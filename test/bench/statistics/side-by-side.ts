import { median } from '../figure.ts';

/** CPU milliseconds of one piece of work, and how it compares with another doing the same. */
export type Comparison = {
  readonly ms: number;
  readonly otherMs: number;
  /** Median over rounds of ours / other's: 0.5 = half the time. */
  readonly ratio: number;
  /** The same for ours against itself: what the machine adds by chance. */
  readonly twin: number;
  readonly rounds: number;
};

/** Outside of it the machine was too busy to tell. */
const QUIET = [0.93, 1.07] as const;

/**
 * Times two pieces of work in short slices that take turns in random order, an identical twin of
 * the first among them, and compares within each round, so that a busy machine slows all alike.
 */
export function sideBySide(
  work: { readonly ours: () => unknown; readonly other: () => unknown },
  { rounds, random }: { readonly rounds: number; readonly random: () => number },
): Comparison {
  const times = { ours: sliceOf(work.ours), other: sliceOf(work.other) };
  const taken = Array.from({ length: rounds }, () => {
    const round = { ours: 0, twin: 0, other: 0 };
    const order = (['ours', 'twin', 'other'] as const)
      .map((name) => ({ name, at: random() }))
      .sort((one, other) => one.at - other.at);
    for (const { name } of order) {
      const key = name === 'other' ? 'other' : 'ours';
      round[name] = cpuOf(work[key], times[key]);
    }
    return round;
  });
  return {
    ms: median(taken.map(({ ours }) => ours)),
    otherMs: median(taken.map(({ other }) => other)),
    ratio: median(taken.map(({ ours, other }) => ours / other)),
    twin: median(taken.map(({ ours, twin }) => ours / twin)),
    rounds,
  };
}

/** Whether the machine was quiet enough for the ratio to mean something. */
export function conclusive({ twin }: Comparison): boolean {
  return twin >= QUIET[0] && twin <= QUIET[1];
}

/** How often in a row, so that a slice lasts some 30 ms; runs the work warm on the way. */
function sliceOf(work: () => unknown): number {
  cpuOf(work, 3);
  return Math.max(1, Math.round(30 / Math.max(0.01, cpuOf(work, 10))));
}

/** CPU milliseconds of one run, from so many in a row. */
function cpuOf(work: () => unknown, times: number): number {
  const before = process.cpuUsage();
  for (let run = 0; run < times; run += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}
