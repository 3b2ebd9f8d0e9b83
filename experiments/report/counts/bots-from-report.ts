import type { BotsReport } from '../../contract/bots.ts';
import type { BotCounts } from './counts.ts';

/** The counts that the comparison of bot rules was computed from, taken back out of a report. */
export function botsFromReport({ choice, groups }: BotsReport, ids: readonly string[]): BotCounts {
  const rows = groups.flatMap(({ version, bits, epochs }) =>
    epochs.flatMap(({ epoch, ...sums }) =>
      ids.map((variantId, column) => ({
        key: { version, bits, variantId, epoch },
        visitors: sums.visitors[column] ?? 0,
        converted: sums.converted[column] ?? 0,
        sumMinor: sums.sumMinor[column] ?? 0,
        sumSquares: sums.sumSquares[column] ?? 0,
      })),
    ),
  );
  return {
    choice,
    exposures: rows.map(({ key, visitors }) => ({ ...key, visitors })),
    conversions: rows.map(({ key, visitors: _, ...sums }) => ({ ...key, ...sums })),
  };
}
