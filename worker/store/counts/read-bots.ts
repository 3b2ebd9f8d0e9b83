import type { BotChoice } from '#experiments/bots/rules.ts';
import type { BotCounts, BotKey } from '#experiments/report/counts/counts.ts';
import type { Unit } from '#experiments/report/strata/unit.ts';
import { ofUnit, type Results, type Row } from './count-rows.ts';

/** The counts by stored bot reasons among the results of `selectDimensions`, of one unit. */
export function toBots(
  [exposures, conversions]: Results,
  unit: Unit | null,
  choice: BotChoice,
): BotCounts {
  const own = (rows: readonly Row[] = []) =>
    ofUnit(rows, unit).filter(({ dimension }) => dimension === 'bots');
  return {
    choice,
    exposures: own(exposures?.results).map((row) => ({
      ...keyOf(row),
      // Some are left out by today's rules and some are not: here all of them count.
      visitors: Number(row.visitors) + Number(row.bots),
    })),
    conversions: own(conversions?.results).map((row) => ({
      ...keyOf(row),
      converted: Number(row.converted),
      sumMinor: Number(row.sum_minor),
      sumSquares: Number(row.sum_squares),
    })),
  };
}

/** A value is written `version.bits`. */
function keyOf({ value, variant_id, epoch }: Row): BotKey {
  const [version = 1, bits = 0] = String(value).split('.').map(Number);
  return { version, bits, variantId: String(variant_id), epoch: Number(epoch) };
}
