import { epochInForce } from '#experiments/controls/control-state.ts';
import type { ExperimentCounts } from '#experiments/report/counts/counts.ts';
import { noCounts } from './counts-so-far.ts';
import type { PlayedState } from './play-state.ts';

/** What a report is computed from, for visitors that were played and never stored. */
export function countsOfWrites({ visitors, epochs }: PlayedState): ExperimentCounts {
  const counts = noCounts();
  for (const visitor of visitors) counts.add(visitor);
  const landings = new Set(visitors.map(({ landing }) => landing));
  const byLanding = [...landings].map((landing) => {
    const own = noCounts();
    for (const visitor of visitors) if (visitor.landing === landing) own.add(visitor);
    return { landing, ...own.rows() };
  });
  return {
    ...counts.rows(),
    ...(landings.size > 1
      ? {
          landings: {
            exposures: byLanding.flatMap(({ landing, exposures }) =>
              exposures.map((row) => ({ ...row, landing })),
            ),
            conversions: byLanding.flatMap(({ landing, conversions }) =>
              conversions.map((row) => ({ ...row, landing })),
            ),
          },
        }
      : {}),
    asOf: 0,
    watermark: { exposure: visitors.length, conversion: 0 },
    epochs,
    multi: 0,
    firstExposureAt: epochInForce(epochs, 0)?.effectiveAt ?? null,
    modes: visitors.length > 0 ? ['cookie'] : [],
    ledger: { accepted: 0, duplicate: 0, rejected: 0, rejectsByCode: {} },
  };
}
