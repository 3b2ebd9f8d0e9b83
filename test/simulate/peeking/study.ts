import { type Random, seeded } from '../random.ts';
import { drawHistory } from './history.ts';
import type { Call } from './reading.ts';
import { readerOf } from './rules.ts';
import type { Setting } from './setting.ts';

/** Many histories of one setting, each watched until something is called or the days are over. */
export type Half = {
  readonly repetitions: number;
  /** Share in which anything was ever called, of any treatment, better or worse. */
  readonly called: number;
  /** Share in which the first call was the planted effect, in its direction. */
  readonly right: number;
  /** Look of the middle history, from 1; null while fewer than half are called at all. */
  readonly medianLook: number | null;
  /** Share whose intervals at the end, called or not, hold the truth of every treatment. */
  readonly covered: number;
  /** Median of estimate / planted effect where it was called; null without a call or an effect. */
  readonly exaggeration: number | null;
};

/** A setting without any effect, and with the planted one. */
export type Row = { readonly setting: Setting; readonly aa: Half; readonly ab: Half };

export function studyRow(
  setting: Setting,
  { repetitions, seed }: { readonly repetitions: number; readonly seed: string },
): Row {
  const of = (half: string) => seeded(`${seed}/${setting.rule}/${setting.name}/${half}`);
  const none = setting.weightsBp.map(() => 0);
  const planted = none.map((_, column) => (column === 1 ? setting.lift : 0));
  return {
    setting,
    aa: studyHalf(setting, none, { repetitions, random: of('aa') }),
    ab: studyHalf(setting, planted, { repetitions, random: of('ab') }),
  };
}

/** `lifts`: the truth, one per variant, 0 for the control. */
export function studyHalf(
  setting: Setting,
  lifts: readonly number[],
  { repetitions, random }: { readonly repetitions: number; readonly random: Random },
): Half {
  const looks: number[] = [];
  const ratios: number[] = [];
  let [right, covered] = [0, 0];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const end = watch(setting, lifts, random);
    if (end.look !== null) looks.push(end.look);
    if (end.calls.every((call, index) => holds(call, lifts[index + 1] ?? 0))) covered += 1;
    const planted = lifts[1] ?? 0;
    const call = end.calls[0];
    if (planted === 0 || call?.side !== (planted > 0 ? 'above' : 'below')) continue;
    right += 1;
    ratios.push((call.estimate ?? Number.POSITIVE_INFINITY) / planted);
  }
  return {
    repetitions,
    called: looks.length / repetitions,
    right: right / repetitions,
    medianLook: middle(looks, repetitions),
    covered: covered / repetitions,
    exaggeration: middle(ratios, ratios.length),
  };
}

/** One history up to its first call. */
function watch(
  setting: Setting,
  lifts: readonly number[],
  random: Random,
): { readonly look: number | null; readonly calls: readonly (Call | null)[] } {
  const nextDay = drawHistory(setting, lifts, random);
  const read = readerOf(setting);
  let calls: readonly (Call | null)[] = [];
  for (let look = 1; look <= setting.looks; look += 1) {
    calls = read(nextDay());
    if (calls.some((call) => call !== null && call.side !== null)) return { look, calls };
  }
  return { look: null, calls };
}

function holds(call: Call | null, truth: number): boolean {
  if (call === null) return true;
  const { lower, upper } = call;
  return (lower === null || lower <= truth) && (upper === null || truth <= upper);
}

/** The middle one of `count` values of which the missing ones are the largest. */
function middle(values: readonly number[], count: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(count / 2)] ?? null;
}
