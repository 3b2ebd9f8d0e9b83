import type { Stratum } from '../../contract/stratum.ts';
import { LANDING_VISITORS } from '../decision/thresholds.ts';

type Sums = Stratum['metrics'][string];

/** Path of the landings that are too small to stand alone. */
export const OTHER_LANDINGS = '';

/**
 * Strata of one landing each, with the small ones of an epoch as one: a landing stands alone in an
 * epoch when every variant that ran there has at least 50 visitors on it. The rule was fixed
 * beforehand and knows visitors only, never who converted, so it favours no variant.
 */
export function mergeSmallLandings(strata: readonly Stratum[]): readonly Stratum[] {
  const byEpoch = Map.groupBy(strata, ({ epoch }) => epoch);
  return [...byEpoch.values()].flatMap((ofEpoch) => {
    const ran = columnSums(ofEpoch.map(({ visitors }) => visitors)).map((count) => count > 0);
    const standsAlone = ({ visitors }: Stratum) =>
      visitors.every((count, column) => !ran[column] || count >= LANDING_VISITORS);
    const small = ofEpoch.filter((stratum) => !standsAlone(stratum));
    const others = merged(small);
    return [...ofEpoch.filter(standsAlone), ...(others ? [others] : [])];
  });
}

/** Strata of one epoch as one. */
function merged([first, ...more]: readonly Stratum[]): Stratum | null {
  if (!first) return null;
  const all = [first, ...more];
  return {
    epoch: first.epoch,
    landing: OTHER_LANDINGS,
    weightsBp: first.weightsBp,
    visitors: columnSums(all.map(({ visitors }) => visitors)),
    metrics: Object.fromEntries(
      Object.keys(first.metrics).map((id) => {
        const sums = all.flatMap(({ metrics }) => metrics[id] ?? []);
        return [
          id,
          {
            converted: columnSums(sums.map(({ converted }) => converted)),
            sumMinor: columnSums(sums.map(({ sumMinor }) => sumMinor)),
            sumSquares: columnSums(sums.map(({ sumSquares }) => sumSquares)),
            ...lateSums(sums),
          },
        ];
      }),
    ),
  };
}

/** What only a late metric's sums hold. */
function lateSums(sums: readonly Sums[]): Pick<Sums, 'closed' | 'leads'> {
  const closed = sums.flatMap((one) => one.closed ?? []);
  const leads = sums.flatMap((one) => (one.leads ? [one.leads] : []));
  const [first] = closed;
  return {
    ...(first
      ? { closed: { ...first, visitors: columnSums(closed.map(({ visitors }) => visitors)) } }
      : {}),
    ...(leads.length > 0 ? { leads: columnSums(leads) } : {}),
  };
}

function columnSums(rows: readonly (readonly number[])[]): number[] {
  const [first = []] = rows;
  return first.map((_, column) => rows.reduce((total, row) => total + (row[column] ?? 0), 0));
}
