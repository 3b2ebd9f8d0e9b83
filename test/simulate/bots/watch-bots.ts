import { bucketRanges, chooseVariation } from '#experiments/assignment/bucket.ts';
import { hash } from '#experiments/assignment/hash.ts';
import { judgeSplit } from '#experiments/report/health/split-checks.ts';
import { pooledZTest } from '#experiments/stats/proportion-test.ts';
import { sequentialConversionLift } from '#experiments/stats/sequential-conversion-lift.ts';
import { chance, seeded } from '../random.ts';
import { BEHAVIOURAL, FILTERS, type Filter } from './filters.ts';
import { createClassifier, KINDS, type Kind } from './kinds.ts';

/** Visitors of one world, in so many days, and what promises are checked at. */
export const VISITORS = 20_000;
const DAYS = 10;
const ALPHA = 0.05;
export const CHI_SQUARE_ALARM = 0.001;
/** Who sends a form is faster than three seconds, where the browser fills it in for them. */
const TOO_FAST = [0.05, 0.45] as const;

/** One filter over many A/A worlds: how often something was found that is not there. */
export type Watched = {
  readonly name: string;
  readonly worlds: number;
  /** Share of worlds with a winner or a loser at any of the daily looks (always-valid interval). */
  readonly verdict: number;
  /** Share of worlds with a difference at the end by a plain z test. */
  readonly zTest: number;
  /** Worlds whose split raised the alarm: the report's gate, and plain chi-square below 0.001. */
  readonly gate: number;
  readonly chiSquare: number;
  /** Middle p-value of the z test, and of the split's chi-square. */
  readonly medianZ: number;
  readonly medianSplit: number;
};

export type Caught = { readonly kind: Kind; readonly leftOut: number };

type Cells = { readonly visitors: number[][]; readonly converted: number[][] };

/** Plays worlds in which both variants are the same page, and reads each through every filter. */
export function watchBots(of: {
  readonly worlds: number;
  readonly seed: string;
  /** Wrong on purpose: who is known by name gets the control. */
  readonly controlForKnown?: boolean;
}): { readonly watched: readonly Watched[]; readonly caught: readonly Caught[] } {
  const filters = [...FILTERS, BEHAVIOURAL];
  const classify = createClassifier();
  const found = filters.map(() => [] as World[]);
  const caught = KINDS.map(() => ({ seen: 0, leftOut: 0 }));
  const rules = FILTERS.at(-2);
  for (let world = 0; world < of.worlds; world += 1) {
    const random = seeded(`${of.seed}/bots/${world}`);
    const cells = filters.map((): Cells => ({ visitors: emptyDays(), converted: emptyDays() }));
    for (let visitor = 0; visitor < VISITORS; visitor += 1) {
      const place = kindAt(random());
      const kind = KINDS[place] as Kind;
      const bits = classify(kind.request(random));
      const column =
        of.controlForKnown && (bits & 2) !== 0 ? 0 : arm(`${of.seed}-${world}`, visitor);
      const converted = chance(random, kind.converts);
      const sentTooFast = converted && chance(random, TOO_FAST[column] ?? 0);
      const day = Math.floor((visitor * DAYS) / VISITORS);
      filters.forEach((filter, index) => {
        if (filter.keeps({ bits, sentTooFast }))
          count(cells[index] as Cells, day, column, converted);
      });
      const tally = caught[place];
      if (tally && rules) {
        tally.seen += 1;
        if (!rules.keeps({ bits, sentTooFast: false })) tally.leftOut += 1;
      }
    }
    cells.forEach((one, index) => {
      found[index]?.push(readWorld(one));
    });
  }
  return {
    watched: filters.map((filter, index) => summary(filter, found[index] ?? [])),
    caught: KINDS.map((kind, index) => ({
      kind,
      leftOut: (caught[index]?.leftOut ?? 0) / Math.max(1, caught[index]?.seen ?? 0),
    })),
  };
}

type World = {
  readonly verdict: boolean;
  readonly z: number;
  readonly gate: boolean;
  readonly chiSquare: number;
};

/** What a world's counts come to: looked at every evening, and once at the end. */
function readWorld({ visitors, converted }: Cells): World {
  const total = (rows: readonly number[][], column: number, until: number) =>
    rows.slice(0, until + 1).reduce((sum, row) => sum + (row[column] ?? 0), 0);
  const until = (day: number) => ({
    xA: total(converted, 0, day),
    nA: total(visitors, 0, day),
    xB: total(converted, 1, day),
    nB: total(visitors, 1, day),
  });
  const verdict = visitors.some((_, day) => {
    const lift = sequentialConversionLift(until(day), {
      alpha: ALPHA,
      nStar: VISITORS,
      minConversions: 5,
    });
    return lift.ok && ((lift.lower ?? -1) > 0 || (lift.upper ?? 1) < 0);
  });
  const z = pooledZTest(until(DAYS - 1));
  const split = judgeSplit([{ increments: visitors, weights: [5_000, 5_000] }]);
  if (!z.ok || !split.ok) throw new Error('A world cannot be read.');
  return { verdict, z: z.pValue, gate: split.mismatch, chiSquare: split.chiSquarePValue };
}

function summary({ name }: Filter, worlds: readonly World[]): Watched {
  const share = (is: (world: World) => boolean) => worlds.filter(is).length / worlds.length;
  const middle = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    name,
    worlds: worlds.length,
    verdict: share(({ verdict }) => verdict),
    zTest: share(({ z }) => z < ALPHA),
    gate: worlds.filter(({ gate }) => gate).length,
    chiSquare: worlds.filter(({ chiSquare }) => chiSquare < CHI_SQUARE_ALARM).length,
    medianZ: middle(worlds.map(({ z }) => z)),
    medianSplit: middle(worlds.map(({ chiSquare }) => chiSquare)),
  };
}

function emptyDays(): number[][] {
  return Array.from({ length: DAYS }, () => [0, 0]);
}

function count({ visitors, converted }: Cells, day: number, column: number, is: boolean): void {
  const [people, buyers] = [visitors[day], converted[day]];
  if (!people || !buyers) return;
  people[column] = (people[column] ?? 0) + 1;
  if (is) buyers[column] = (buyers[column] ?? 0) + 1;
}

const HALVES = bucketRanges(2, 1, [0.5, 0.5]);

/** The assignment of the edge: by the visitor's id alone. */
function arm(seed: string, visitor: number): number {
  return chooseVariation(hash(seed, `visitor-${visitor}`), HALVES);
}

function kindAt(place: number): number {
  let left = place;
  return Math.max(
    0,
    KINDS.findIndex(({ share }) => {
      left -= share;
      return left < 0;
    }),
  );
}
