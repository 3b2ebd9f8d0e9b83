import type {
  ConversionCount,
  ExperimentCounts,
  ExposureCount,
} from '#experiments/report/counts/counts.ts';
import type { Played } from './play-visitor.ts';

/** The counts of one experiment while its visitors are being played. */
export type CountsSoFar = {
  readonly add: (played: Played) => void;
  readonly rows: () => Pick<ExperimentCounts, 'exposures' | 'conversions'>;
};

type Growing<T> = { -readonly [Key in keyof T]: T[Key] };

export function noCounts(): CountsSoFar {
  const exposures = new Map<string, Growing<ExposureCount>>();
  const conversions = new Map<string, Growing<ConversionCount>>();
  return {
    add: ({ variantId, epoch, day, bot, lost, converted }) => {
      if (lost) return;
      const cell = { variantId, epoch, day };
      const key = `${variantId} ${epoch} ${day}`;
      const row = exposures.get(key) ?? { ...cell, visitors: 0, bots: 0 };
      exposures.set(key, row);
      if (bot) row.bots += 1;
      else row.visitors += 1;
      for (const { metricId, valueMinor } of converted) {
        const of = conversions.get(`${key} ${metricId}`) ?? {
          ...{ ...cell, metricId, converted: 0, conversions: 0, sumMinor: 0, sumSquares: 0 },
        };
        conversions.set(`${key} ${metricId}`, of);
        of.converted += 1;
        of.conversions += 1;
        of.sumMinor += valueMinor ?? 0;
        of.sumSquares += (valueMinor ?? 0) ** 2;
      }
    },
    rows: () => ({ exposures: [...exposures.values()], conversions: [...conversions.values()] }),
  };
}
