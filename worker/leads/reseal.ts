import {
  type KeyedLead,
  readKeyedUnder,
  readSealedUnder,
  replaceEmailKey,
  replaceSealed,
  type SealedLead,
} from '../store/leads/sealed-leads.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { seal, unseal } from '../visitor/seal.ts';
import { contextOf } from './digests.ts';
import { emailKeys } from './email-key.ts';

/** Fields, and digests, of one round; the next round comes in some minutes. */
const ROUND = 100;

/**
 * Puts what lies under an older data key under the first one, so that the older can be taken out of
 * the ring once none is left. Answers how many were put over. What cannot be opened stays as it is.
 */
export async function resealLeads(db: D1Database, keys: Keyring): Promise<number> {
  const [, ...older] = keys;
  if (older.length === 0) return 0;
  const sealed = await readSealedUnder(
    db,
    older.map(({ kid }) => kid),
    ROUND,
  );
  const updates = (await Promise.all(sealed.map((one) => resealed(db, keys, one)))).flat();
  if (updates.length > 0) await db.batch(updates);
  return updates.length;
}

async function resealed(
  db: D1Database,
  keys: Keyring,
  one: SealedLead,
): Promise<readonly D1PreparedStatement[]> {
  const context = one.platform === null ? one.leadId : contextOf(one.leadId, one.platform);
  const text = await unseal(keys, one.sealed, context);
  return text === null ? [] : [replaceSealed(db, one, await seal(keys, text, context))];
}

/**
 * Makes leads that are known by an older signing key known by the first one, while their fields,
 * which hold the address, are there. Answers how many.
 */
export async function rekeyLeads(
  db: D1Database,
  { keys, dataKeys }: { readonly keys: Keyring; readonly dataKeys: Keyring },
): Promise<number> {
  const [, ...older] = keys;
  if (older.length === 0) return 0;
  const keyed = await readKeyedUnder(
    db,
    older.map(({ kid }) => kid),
    ROUND,
  );
  const updates = (
    await Promise.all(
      keyed.map(async (lead) => {
        const under = await firstKeyOf(lead, { keys, dataKeys });
        return under === null ? [] : [replaceEmailKey(db, lead, under)];
      }),
    )
  ).flat();
  if (updates.length > 0) await db.batch(updates);
  return updates.length;
}

/** The address is the field whose key the lead has: forms may have changed since. */
async function firstKeyOf(
  lead: KeyedLead,
  { keys, dataKeys }: { readonly keys: Keyring; readonly dataKeys: Keyring },
): Promise<string | null> {
  const text = await unseal(dataKeys, lead.sealed, lead.leadId);
  const values: unknown[] = text === null ? [] : Object.values(JSON.parse(text));
  for (const value of values) {
    const found = typeof value === 'string' ? await emailKeys(keys, value) : [];
    if (found.includes(lead.emailKey)) return found[0] ?? null;
  }
  return null;
}
