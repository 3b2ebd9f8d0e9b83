import type { ExperimentCounts } from '../counts/counts.ts';

type Rows = Pick<ExperimentCounts, 'exposures' | 'conversions' | 'landings'>;

/** The counts of visitors who came until a day, that day included. */
export function untilDay<Counts extends Rows>(counts: Counts, day: string): Counts {
  const { exposures, conversions, landings } = counts;
  const until = <Row extends { readonly day: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.day <= day);
  const byLanding = landings && {
    exposures: until(landings.exposures),
    conversions: until(landings.conversions),
  };
  return {
    ...counts,
    exposures: until(exposures),
    conversions: until(conversions),
    ...(byLanding ? { landings: byLanding } : {}),
  };
}
