import { logEvent } from '../log.ts';
import { readAskable, readSentRows } from '../store/uploads/given-up-exports.ts';
import { settleExport } from '../store/uploads/read-exports.ts';
import { changeStates } from '../store/uploads/uploads.ts';
import type { ExportContext } from './make-exports.ts';
import { secretOf } from './send-ready.ts';
import { askWithToken } from './senders/google-token.ts';
import { googleStatus } from './senders/to-google.ts';
import { readAnswer } from './senders/verdict.ts';

/** Google asks to wait so long: https://developers.google.com/data-manager/api/devguides/concepts/diagnostics */
const FIRST_ASKED_MS = 30 * 60_000;
const PATIENCE_MS = 10_000;

/**
 * Asks the Data Manager what it made of the requests that it took, and writes it down. What it still
 * works on is asked again with the next run. Where it took a part, it does not say which: the rows
 * stay `sent` and the export names the counts. Without an access token nothing is asked.
 */
export async function askGoogle(
  db: D1Database,
  context: ExportContext & { readonly secrets: object },
): Promise<void> {
  const { catalog, now } = context;
  const secret = secretOf(context, 'google');
  if (secret === null) return;
  const exports = await readAskable(db, now - FIRST_ASKED_MS);
  if (exports.length === 0) return;
  const send = (request: Request) =>
    fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE_MS) }));
  const base = catalog.platforms.google?.baseUrl.replace(/\/$/, '') ?? '';
  for (const { exportId, requestId } of exports) {
    const query = new URLSearchParams({ requestId: requestId ?? '' });
    const requestWith = (token: string) =>
      new Request(`${base}/v1/requestStatus:retrieve?${query}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
    const asked = await askWithToken(secret, requestWith, { now, send });
    if (!asked.ok) {
      logEvent('warn', 'status-unknown', { error: asked.error });
      return;
    }
    const answer = await readAnswer(asked.response, now);
    const status = answer.status === 200 ? googleStatus(answer.body) : null;
    if (status === null || status.kind === 'processing') continue;
    const rows = status.kind === 'partly' ? [] : await readSentRows(db, exportId);
    const state = status.kind === 'failed' ? 'failed' : 'accepted';
    const reason = status.kind === 'failed' ? status.text || 'Google refused it.' : null;
    await db.batch([
      ...changeStates(
        db,
        rows.map((uploadId) => ({ uploadId, state, reason })),
        { from: ['sent'], now, exportId, run: crypto.randomUUID() },
      ),
      settleExport(db, exportId, {
        state: status.kind === 'failed' ? 'refused' : 'accepted',
        answer:
          status.kind === 'partly' ? `Google took a part: ${status.text}` : status.text || null,
        now,
      }),
    ]);
  }
}
