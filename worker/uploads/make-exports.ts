import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { FORMATS } from '#experiments/uploads/formats.ts';
import { checkedBy } from '#experiments/uploads/lifecycle/checked.ts';
import { leavesByItself, settingsOf } from '#experiments/uploads/lifecycle/settings-of.ts';
import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { lintConversions } from '#experiments/uploads/lint.ts';
import type { Platform } from '#experiments/uploads/platform.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import type { SoundConversion, Upload, UploadFile } from '#experiments/uploads/upload.ts';
import { insertMessage } from '../store/operation/outbox.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { insertExport } from '../store/uploads/exports.ts';
import { readReady, type SealedUpload } from '../store/uploads/ready-uploads.ts';
import { changeStates } from '../store/uploads/uploads.ts';
import { toHex } from '../visitor/hex.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { openConversion } from './sealed-conversion.ts';

/** Most rows of one file; the next one takes the rest. */
const MOST_ROWS = 5_000;

/** What uploads are checked, opened and brought up to date from. */
export type ExportContext = {
  readonly catalog: Catalog;
  readonly dataKeys: Keyring;
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * Makes an export of each file (`way: file`) or request (`send`) that a platform can be given right
 * now: checks everything once more, writes down what leaves together, and answers the ids of the
 * exports. What is not fit any more is put aside with its reason. `since`: files also take what has
 * left since then.
 */
export async function makeExports(
  db: D1Database,
  asked: {
    readonly platform: Platform;
    readonly way: 'file' | 'send';
    readonly since: number | null;
    /** Who asked, for the record. */
    readonly by: string;
  },
  context: ExportContext,
): Promise<readonly string[]> {
  const formats = (Object.keys(FORMATS) as FormatName[]).filter(
    (name) =>
      FORMATS[name].platform === asked.platform &&
      leavesByItself(context.catalog, name) === (asked.way === 'send'),
  );
  const made: string[] = [];
  for (const format of formats) made.push(...(await exportsOf(db, format, { asked, context })));
  return made;
}

async function exportsOf(
  db: D1Database,
  format: FormatName,
  {
    asked,
    context,
  }: { readonly asked: Parameters<typeof makeExports>[1]; readonly context: ExportContext },
): Promise<readonly string[]> {
  const { catalog, now } = context;
  const ready = await readReady(db, { format, limit: MOST_ROWS, since: asked.since });
  if (ready.length === 0) return [];
  const settings = settingsOf(catalog, format);
  const { sound, uploadIds } = await soundUploads(db, format, { ready, settings, context });
  const built = FORMATS[format].build(sound, settings as never);
  const made: string[] = [];
  for (const { conversions, name } of asked.way === 'file'
    ? asFiles(format, built)
    : asRequests(format, built)) {
    const exportId = newExportId();
    const day = siteDay(now, catalog.site.timeZone);
    const row = {
      exportId,
      platform: asked.platform,
      format,
      way: asked.way,
      fileName: name.replace(/(\.\w+)$/, `-${day}-${exportId.slice(0, 6)}$1`),
      settings: JSON.stringify(settings),
      createdAt: now,
      createdBy: asked.by,
    };
    const from: readonly UploadState[] =
      asked.since === null ? ['linted'] : ['linted', 'exported', 'accepted'];
    const results = await db.batch([
      ...insertExport(db, row, {
        uploadIds: conversions.flatMap((one) => uploadIds.get(one) ?? []),
        from,
        state: asked.way === 'file' ? 'exported' : 'queued',
        run: crypto.randomUUID(),
      }),
      ...(asked.way === 'send' ? [messageOf(db, exportId, asked.platform, now)] : []),
    ]);
    if (results[1]?.meta.changes === 1) made.push(exportId);
  }
  return made;
}

/** Tells the outbox of an export; what it holds stays in the database, sealed. */
export function messageOf(
  db: D1Database,
  exportId: string,
  platform: string,
  now: number,
): D1PreparedStatement {
  const payload = JSON.stringify({ exportId });
  return insertMessage(
    db,
    { messageId: `upload_${exportId}`, channel: `upload-${platform}`, payload },
    now,
  );
}

/** Sixteen hex digits that nobody can guess. */
export function newExportId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(8)));
}

/** Opens and checks; what has an error leaves the ranks, with its reason. */
export async function soundUploads(
  db: D1Database,
  format: FormatName,
  {
    ready,
    settings,
    context,
  }: {
    readonly ready: readonly SealedUpload[];
    readonly settings: ReturnType<typeof settingsOf>;
    readonly context: Pick<ExportContext, 'dataKeys' | 'now'>;
  },
): Promise<{
  readonly sound: readonly SoundConversion[];
  /** By the conversion itself: two events of one sale, and its corrections, share an id. */
  readonly uploadIds: ReadonlyMap<UploadConversion, number>;
}> {
  const { dataKeys, now } = context;
  const opened = await openAll(dataKeys, ready);
  const given = opened.map(({ conversion }) => conversion);
  const { sound, findings } = lintConversions(format, given, { settings: settings as never, now });
  const faulty = new Map(
    opened.flatMap(({ upload }, index) => {
      const { state, reason } = checkedBy(findings.filter(({ row }) => row === index + 1));
      return state === 'linted' ? [] : [[upload.uploadId, { state, reason }] as const];
    }),
  );
  if (faulty.size > 0) {
    const changes = [...faulty].map(([uploadId, to]) => ({ uploadId, ...to }));
    const run = crypto.randomUUID();
    await db.batch([...changeStates(db, changes, { from: ['linted', 'queued'], now, run })]);
  }
  const uploadIds = new Map(opened.map(({ upload, conversion }) => [conversion, upload.uploadId]));
  return { sound, uploadIds };
}

/** What can be opened, in its order; what was erased or whose key is gone is left out. */
export async function openAll(
  dataKeys: Keyring,
  uploads: readonly SealedUpload[],
): Promise<readonly { readonly upload: SealedUpload; readonly conversion: UploadConversion }[]> {
  const opened = await Promise.all(
    uploads.map(async (upload) => ({
      upload,
      conversion: await openConversion(dataKeys, upload, upload.sealed),
    })),
  );
  return opened.flatMap(({ upload, conversion }) => (conversion ? [{ upload, conversion }] : []));
}

type Part = Pick<UploadFile, 'name' | 'conversions'>;

function asRequests(format: FormatName, built: readonly Upload[]): readonly Part[] {
  return built.map(({ conversions }) => ({ name: `${format}.json`, conversions }));
}

/** Requests of a platform that is told by files become one file, to look at. */
function asFiles(format: FormatName, built: readonly Upload[]): readonly Part[] {
  const requests = built.filter(({ kind }) => kind === 'request');
  const files = built.flatMap((upload) => (upload.kind === 'file' ? [upload] : []));
  return [
    ...files.map(({ name, conversions }) => ({ name, conversions })),
    ...(requests.length === 0
      ? []
      : [
          {
            name: `${format}.json`,
            conversions: requests.flatMap(({ conversions }) => conversions),
          },
        ]),
  ];
}
