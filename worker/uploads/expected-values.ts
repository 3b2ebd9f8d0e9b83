import type { Catalog } from '#experiments/definition/catalog.ts';
import type { ReportedStage } from '#experiments/definition/platform-conversion.ts';
import type { Money } from '#experiments/revenue/deal-state.ts';

/** What a lead at a stage brings on average; null while nobody can say. */
export type ExpectedValue = (leadId: string, stage: ReportedStage) => Money | null;

/** Whether any platform is told of expected values. */
export function asksForExpected({ platforms }: Pick<Catalog, 'platforms'>): boolean {
  return Object.values(platforms).some(
    (entry) => entry?.enabled && entry.conversions.some(({ value }) => value === 'expected'),
  );
}

/** The estimates by which leads are valued before their deals have closed. */
export async function expectedValues(
  _db: D1Database,
  _catalog: Catalog,
  _now: number,
): Promise<ExpectedValue> {
  return () => null;
}
