import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { FORMATS } from '#experiments/uploads/formats.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import type { Channel, Send } from '../outbox/deliver.ts';
import type { Outcome } from '../outbox/outcome.ts';
import { readExportRows, settleExport } from '../store/uploads/read-exports.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { soundUploads } from './make-exports.ts';
import { secretOf } from './send-ready.ts';
import { askWithToken } from './senders/google-token.ts';
import { READERS, requestOf, SENDING, type SendingPlatform } from './senders/request-of.ts';
import { readAnswer } from './senders/verdict.ts';
import { settlementOf } from './settle-sent.ts';

export type SendContext = {
  readonly catalog: Catalog;
  readonly db: D1Database;
  /** Values of secrets by their names. */
  readonly secrets: object;
  readonly dataKeys: Keyring | null;
};

/**
 * The channels that tell ad platforms. A message names an export; what is in it is read, asked for
 * its consent and checked once more when it is sent, so that neither somebody who has withdrawn nor
 * an event that has grown too old leaves.
 */
export function uploadChannels(context: SendContext): Readonly<Record<string, Channel>> {
  return Object.fromEntries(
    SENDING.map((platform): [string, Channel] => [
      `upload-${platform}`,
      ({ payload }, now, send) => {
        const { exportId } = JSON.parse(payload) as { exportId: string };
        return sendExport(platform, exportId, { ...context, now, send });
      },
    ]),
  );
}

async function sendExport(
  platform: SendingPlatform,
  exportId: string,
  context: SendContext & { readonly now: number; readonly send: Send },
): Promise<Outcome> {
  const { catalog, db, dataKeys, now, send } = context;
  if (!dataKeys) return { kind: 'failed', error: 'TRUELIFT_DATA_KEYS is not set' };
  const read = await readExportRows(db, exportId);
  const queued = read?.uploads.filter(({ state }) => state === 'queued') ?? [];
  if (!read || queued.length === 0) return nothingLeft(exportId, context);
  const format = read.known.format as FormatName;
  const settings = JSON.parse(read.known.settings) as never;
  const { sound, uploadIds } = await soundUploads(db, format, {
    ready: queued,
    settings,
    context: { dataKeys, now },
  });
  const [request] = FORMATS[format].build(sound, settings);
  if (request?.kind !== 'request') return nothingLeft(exportId, context);
  const secret = secretOf(context, platform);
  if (secret === null) return { kind: 'failed', error: 'its secret is not set' };
  const requestWith = (token: string) =>
    requestOf(platform, request, { platforms: catalog.platforms, token });
  const asked =
    platform === 'google'
      ? await askWithToken(secret, requestWith, { now, send })
      : { ok: true as const, response: await send(requestWith(secret)) };
  if (!asked.ok) return { kind: 'failed', error: asked.error, askedMs: asked.askedMs };
  const verdict = READERS[platform](await readAnswer(asked.response, now));
  if (verdict.kind === 'later') {
    return { kind: 'failed', error: verdict.why, askedMs: verdict.askedMs };
  }
  const rows = request.conversions.flatMap((one) => uploadIds.get(one) ?? []);
  const told = { verdict, uploadIds: rows, now };
  return { kind: 'taken', learned: settlementOf(db, read.known, told) };
}

async function nothingLeft(
  exportId: string,
  { db, now }: { readonly db: D1Database; readonly now: number },
): Promise<Outcome> {
  await settleExport(db, exportId, { state: 'withdrawn', answer: null, now }).run();
  return { kind: 'ended', as: 'withdrawn' };
}
