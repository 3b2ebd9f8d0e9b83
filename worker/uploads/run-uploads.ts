import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Env } from '../env.ts';
import { failGivenUp } from '../store/uploads/given-up-exports.ts';
import { keyring } from '../visitor/keyring.ts';
import { askGoogle } from './ask-google.ts';
import { refreshUploads } from './refresh-uploads.ts';
import { sendReady } from './send-ready.ts';

/**
 * The work of the cron: the ledger brought up to date, and what leaves by itself put into the outbox.
 * A site without platforms or without keys for personal data has nothing to do.
 */
export async function runUploads(env: Env, catalog: Catalog, now: number): Promise<void> {
  const dataKeys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  if (!dataKeys || Object.keys(catalog.platforms).length === 0) return;
  await refreshUploads(env.DB, { catalog, dataKeys, now });
  await failGivenUp(env.DB, { run: crypto.randomUUID(), now });
  await sendReady(env.DB, { catalog, dataKeys, now, secrets: env });
  await askGoogle(env.DB, { catalog, dataKeys, now, secrets: env });
}
