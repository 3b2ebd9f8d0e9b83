import type {
  ConversionCount,
  EpochRow,
  ExposureCount,
} from '#experiments/report/counts/counts.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { definitionOf, METRIC_ID, variantId } from './definition.ts';
import { type Call, callOf, type Reader } from './reading.ts';
import type { Setting } from './setting.ts';

const FIRST_DAY = '2026-11-02';

type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] };

/**
 * The decision of every evening, from rows such as the store counts them: split check, guard of
 * whole weeks and closed windows included. Only `better` and `worse` call something.
 */
export function decisionReader(setting: Setting): Reader {
  const { experiment, metric } = definitionOf(setting);
  const exposures: ExposureCount[] = [];
  const conversions = new Map<string, Mutable<ConversionCount>>();
  const epochs: EpochRow[] = [];
  return ({ day, epoch, weightsBp, visitors, matured }) => {
    const today = addDays(FIRST_DAY, day);
    if (epochs.length < epoch) {
      epochs.push({ epoch, weightsBp, allocationBp: 10_000, effectiveAt: day });
    }
    for (const [column, count] of visitors.entries()) {
      exposures.push({
        variantId: variantId(column),
        epoch,
        day: today,
        visitors: count,
        bots: 0,
      });
    }
    for (const { cohort, column, ...more } of matured) {
      const key = `${cohort} ${column}`;
      const row = conversions.get(key) ?? {
        variantId: variantId(column),
        epoch: more.epoch,
        day: addDays(FIRST_DAY, cohort),
        metricId: METRIC_ID,
        converted: 0,
        conversions: 0,
        sumMinor: 0,
        sumSquares: 0,
      };
      row.converted += more.converted;
      row.conversions += more.converted;
      row.sumMinor += more.sumMinor;
      row.sumSquares += more.sumSquares;
      conversions.set(key, row);
    }
    const counts = { exposures, conversions: [...conversions.values()], epochs, modes: MODES };
    const { treatments } = decide(experiment, counts, { metrics: [metric], day: today });
    return treatments.map(({ verdict, comparisons }): Call | null => {
      const call = callOf(comparisons[0]?.lift);
      const side = verdict.kind === 'better' ? 'above' : verdict.kind === 'worse' ? 'below' : null;
      return call && { ...call, side };
    });
  };
}

const MODES = ['cookie'] as const;
