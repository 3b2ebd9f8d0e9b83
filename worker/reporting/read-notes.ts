import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { readAudit } from '../store/operation/audit.ts';
import { siteDay } from '../store/operation/site-day.ts';

/** Something that somebody wrote down about an experiment, on a day of the site. */
export type ReportNote = { readonly day: string; readonly text: string };

/** More than these would hide the charts that they stand on. */
const MOST_NOTES = 20;

/** The newest notes of an experiment, the oldest of them first. */
export async function readNotes(
  db: D1Database,
  { site }: Pick<Catalog, 'site'>,
  experimentId: string,
): Promise<readonly ReportNote[]> {
  const entries = await readAudit(db, { experimentId, limit: 500 });
  return entries
    .filter(({ action }) => action === 'note')
    .slice(0, MOST_NOTES)
    .map(({ actedAt, reason }) => ({ day: siteDay(actedAt, site.timeZone), text: reason }))
    .reverse();
}
