import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import type { Finding } from '#experiments/uploads/finding.ts';
import { settingsOf } from '#experiments/uploads/lifecycle/settings-of.ts';
import { lintConversions } from '#experiments/uploads/lint.ts';
import type { Platform } from '#experiments/uploads/platform.ts';
import { reviewCsv } from '#experiments/uploads/review-csv.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import { readHere } from '../store/uploads/ready-uploads.ts';
import { type ExportContext, openAll } from './make-exports.ts';
import { refreshUploads } from './refresh-uploads.ts';

/** Most lines of one review, the oldest first. */
const MOST = 5_000;

/**
 * What the check says of everything that has not left to a platform, brought up to date first: row,
 * rule, what is wrong and what to do, as a table for people (`reviewCsv`). Nothing leaves by it.
 */
export async function reviewUploads(
  db: D1Database,
  platform: Platform,
  context: ExportContext,
): Promise<string> {
  const { catalog, dataKeys, now } = context;
  await refreshUploads(db, context);
  const here = await openAll(dataKeys, await readHere(db, { platform, limit: MOST }));
  const conversions: UploadConversion[] = [];
  const findings: Finding[] = [];
  for (const [name, group] of Map.groupBy(here, ({ upload }) => upload.format)) {
    const format = name as FormatName;
    const own = group.map(({ conversion }) => conversion);
    const settings = settingsOf(catalog, format) as never;
    const said = lintConversions(format, own, { settings, now }).findings;
    findings.push(...said.map((one) => ({ ...one, row: one.row + conversions.length })));
    conversions.push(...own);
  }
  return reviewCsv(conversions, findings);
}
