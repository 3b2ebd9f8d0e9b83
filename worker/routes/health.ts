import { attempt, isUnavailable } from '../store/attempt.ts';
import { readLedger } from '../store/ledger.ts';

/**
 * `GET /_tl/health`: the Worker answers. With access (`db` is then given) also what the ledger has
 * booked; 503 when the database does not say.
 */
export async function getHealth(db: D1Database | null): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store' };
  if (db === null) return Response.json({ ok: true }, { headers });
  try {
    return Response.json({ ok: true, ledger: await attempt(() => readLedger(db)) }, { headers });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return Response.json({ ok: false, database: String(error) }, { status: 503, headers });
  }
}
