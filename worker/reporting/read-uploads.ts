import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { unverifiedClaims } from '#experiments/uploads/claims.ts';
import type { Claim } from '#experiments/uploads/evidence.ts';
import { FORMATS } from '#experiments/uploads/formats.ts';
import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { PLATFORM_LABELS, PLATFORMS, type Platform } from '#experiments/uploads/platform.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import type { KnownExport } from '../store/uploads/read-exports.ts';
import {
  readUploadLedger,
  type UploadLedger,
  type UploadLine,
} from '../store/uploads/read-uploads.ts';
import { readRetries, type UploadRetry } from '../store/uploads/upload-retries.ts';
import { refreshUploads } from '../uploads/refresh-uploads.ts';
import { keyring } from '../visitor/keyring.ts';

/** Most lines of a list and most files: more are in the counts. */
const LINES = 20;
const EXPORTS = 30;
const RETRIES = 20;

export type PlatformUploads = {
  readonly platform: Platform;
  readonly label: string;
  /** `file`: somebody takes it. `api`: it leaves by itself. */
  readonly send: 'file' | 'api';
  /** Name of the secret without which nothing leaves by itself; null where it is there. */
  readonly missingSecret: string | null;
  readonly windowDays: number;
  /** Whether it has an import of files; without one they are to look at. */
  readonly imports: boolean;
  /** What it is told of, in the order of platforms.yaml, corrections apart, with counts by state. */
  readonly events: readonly {
    readonly event: string;
    readonly stage: string;
    readonly counts: Readonly<Partial<Record<UploadState, number>>>;
  }[];
  /** What a file would take right now. */
  readonly ready: number;
  readonly next: readonly UploadLine[];
  readonly held: readonly UploadLine[];
  readonly claims: readonly Claim[];
  /** Refused there or held back by the check: what somebody may try again. */
  readonly refused: number;
  /** Who had what tried again, the latest first. */
  readonly retries: readonly UploadRetry[];
};

export type UploadsPage = {
  /** Epoch milliseconds. */
  readonly asOf: number;
  readonly platforms: readonly PlatformUploads[];
  readonly exports: readonly (KnownExport & { readonly label: string })[];
};

/**
 * The page of uploads: the ledger as of `now` (epoch ms), brought up to date first, so that a deal
 * that was won a moment ago is in it.
 * @throws the store's error when D1 cannot be read
 */
export async function readUploads(
  db: D1Database,
  catalog: Catalog,
  { now, secrets }: { readonly now: number; readonly secrets: object },
): Promise<UploadsPage> {
  const names = new Map(Object.entries(secrets));
  const dataKeys = await keyring(names.get('TRUELIFT_DATA_KEYS'), 'AES-GCM');
  if (dataKeys) await refreshUploads(db, { catalog, dataKeys, now });
  const ledger = await readUploadLedger(db, { lines: LINES, exports: EXPORTS });
  const retries = await readRetries(db, RETRIES);
  return {
    asOf: now,
    platforms: PLATFORMS.flatMap((platform) => {
      const found = platformOf(platform, catalog, ledger);
      const entry = catalog.platforms[platform];
      const secret = entry && 'secret' in entry ? entry.secret : null;
      const missing = found?.send === 'api' && secret !== null && !names.get(secret);
      if (!found) return [];
      const own = retries.filter((retry) => retry.platform === platform);
      return [{ ...found, retries: own, missingSecret: missing ? secret : null }];
    }),
    exports: ledger.exports.map((one) => ({
      ...one,
      label: FORMATS[one.format as FormatName].label,
    })),
  };
}

function platformOf(
  platform: Platform,
  { platforms }: Catalog,
  ledger: UploadLedger,
): Omit<PlatformUploads, 'missingSecret' | 'retries'> | null {
  const entry = platforms[platform];
  if (!entry?.enabled) return null;
  const own = <Line extends { readonly platform: string }>(lines: readonly Line[]) =>
    lines.filter((line) => line.platform === platform);
  const counts = own(ledger.counts);
  const { linted = 0, failed = 0, refused = 0 } = byState(counts);
  return {
    platform,
    label: PLATFORM_LABELS[platform],
    send: 'send' in entry ? entry.send : 'file',
    imports: platform === 'google' || platform === 'microsoft',
    windowDays: entry.windowDays,
    events: entry.conversions.flatMap(({ event, stage }) => {
      const of = (corrections: boolean) =>
        counts.filter((one) => one.event === event && (one.action !== 'new') === corrections);
      const corrections = of(true);
      return [
        { event, stage, counts: byState(of(false)) },
        ...(corrections.length === 0
          ? []
          : [{ event: `${event}, corrected`, stage, counts: byState(corrections) }]),
      ];
    }),
    ready: linted,
    refused: failed + refused,
    next: own(ledger.ready),
    held: own(ledger.held),
    claims: unverifiedClaims(platform),
  };
}

function byState(counts: UploadLedger['counts']): Partial<Record<UploadState, number>> {
  const sums: Partial<Record<UploadState, number>> = {};
  for (const { state, uploads } of counts) sums[state] = (sums[state] ?? 0) + uploads;
  return sums;
}
