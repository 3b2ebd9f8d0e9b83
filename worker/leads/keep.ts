import type { Site } from '#experiments/definition/settings/site.ts';
import type { Env } from '../env.ts';
import { deleteDueLeadData } from '../store/leads/lead-retention.ts';
import { resealUploads } from '../uploads/reseal.ts';
import { keyring } from '../visitor/keyring.ts';
import { rekeyLeads, resealLeads } from './reseal.ts';

const DAY_MS = 86_400_000;

/**
 * Keeps personal data as long as site.yaml says and under the first keys: deletes fields after
 * `retention.leadDays`, keys of addresses after `retention.eventDays`, digests after their platform's
 * window, and puts over what lies under keys that were rotated out.
 */
export async function keepLeads(
  env: Env,
  { retention }: Pick<Site, 'retention'>,
  now: number,
): Promise<void> {
  await deleteDueLeadData(env.DB, {
    now,
    personalUntil: now - retention.leadDays * DAY_MS,
    keysUntil: now - retention.eventDays * DAY_MS,
  });
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  const dataKeys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  if (dataKeys) await resealLeads(env.DB, dataKeys);
  if (dataKeys) await resealUploads(env.DB, dataKeys);
  if (keys && dataKeys) await rekeyLeads(env.DB, { keys, dataKeys });
}
