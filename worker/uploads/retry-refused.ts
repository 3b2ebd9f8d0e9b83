import { chosenFormat } from '#experiments/uploads/lifecycle/settings-of.ts';
import type { Platform } from '#experiments/uploads/platform.ts';
import { readRefused, recordRetry, writeRechecked } from '../store/uploads/upload-retries.ts';
import { type ExportContext, openAll } from './make-exports.ts';
import { checkedFor } from './upload-row.ts';

/** Uploads that are opened together, and most of them in one request. */
const PAGE = 500;
const MAX_PAGES = 20;

/**
 * Tries refused uploads again, after somebody has mended the cause: one, or all of a platform
 * (`uploadId` null). Each is checked by today's rules and settings, and what is sound leaves with the
 * next file or request under the id that the platform knows, so that it cannot count twice. On record
 * with who asked. Answers how many can leave; what was erased or withdrawn is none of them.
 */
export async function retryRefused(
  db: D1Database,
  asked: {
    readonly platform: Platform;
    readonly uploadId: number | null;
    readonly actor: string;
  },
  { catalog, dataKeys, now }: ExportContext,
): Promise<number> {
  let [after, uploads] = [0, 0];
  for (let page = 0; page < MAX_PAGES; page++) {
    const refused = await readRefused(db, asked, { after, limit: PAGE });
    const rows = (await openAll(dataKeys, refused)).flatMap(({ upload, conversion }) => {
      const format = chosenFormat(catalog, asked.platform, conversion);
      if (format === null) return [];
      const { state, reason } = checkedFor(format, conversion, { catalog, now });
      return [{ uploadId: upload.uploadId, state, reason, format }];
    });
    if (rows.length > 0) await writeRechecked(db, rows, { run: crypto.randomUUID(), now });
    uploads += rows.filter(({ state }) => state === 'linted').length;
    after = refused.at(-1)?.uploadId ?? after;
    if (refused.length < PAGE) break;
  }
  await recordRetry(db, asked, { actor: asked.actor, now, uploads });
  return uploads;
}
