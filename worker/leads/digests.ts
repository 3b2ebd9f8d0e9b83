import { type LeadDigests, leadDigestsSchema } from '#experiments/contract/lead-digests.ts';
import {
  DIGEST_RULES_VERSION,
  digestInputs,
  plainInputs,
} from '#experiments/uploads/digest-inputs.ts';
import type { Person } from '#experiments/uploads/person.ts';
import type { Platform } from '#experiments/uploads/platform.ts';
import type { LeadDigestRow } from '../store/events/rows.ts';
import { toHex } from '../visitor/hex.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { seal, unseal } from '../visitor/seal.ts';

const DAY_MS = 86_400_000;

/**
 * What each platform will know a lead by, made while the person is at hand and sealed: after the
 * plain data are deleted it cannot be made any more. None for a platform that could not find the
 * person by what the form asked. `days`: how long it is kept, by platform.
 */
export async function leadDigests(
  person: Person,
  lead: {
    readonly leadId: string;
    readonly days: ReadonlyMap<Platform, number>;
    readonly dataKeys: Keyring;
    /** Epoch milliseconds. */
    readonly now: number;
  },
): Promise<readonly LeadDigestRow[]> {
  const rows = [...lead.days].map(async ([platform, days]): Promise<LeadDigestRow[]> => {
    const found = await digestsFor(platform, person);
    if (Object.keys(found.digests).length === 0) return [];
    const context = contextOf(lead.leadId, platform);
    const sealed = await seal(lead.dataKeys, JSON.stringify(found), context);
    return [{ platform, sealed, deleteAt: lead.now + days * DAY_MS }];
  });
  return (await Promise.all(rows)).flat();
}

/** What `leadDigests` sealed; null when its key is gone or it belongs to another lead. */
export async function openDigests(
  dataKeys: Keyring,
  row: { readonly leadId: string; readonly platform: string; readonly sealed: string },
): Promise<LeadDigests | null> {
  const text = await unseal(dataKeys, row.sealed, contextOf(row.leadId, row.platform));
  return text === null ? null : leadDigestsSchema.parse(JSON.parse(text));
}

/** What the digests of a lead are bound to when they are sealed. */
export function contextOf(leadId: string, platform: string): string {
  return `${leadId} ${platform}`;
}

async function digestsFor(platform: Platform, person: Person): Promise<LeadDigests> {
  const texts = Object.entries(digestInputs(platform, person));
  const hashed = texts.map(async ([fact, text]) => [fact, await sha256(text)] as const);
  return {
    rules: DIGEST_RULES_VERSION,
    digests: Object.fromEntries(await Promise.all(hashed)),
    plain: plainInputs(platform, person),
  };
}

/** SHA-256 of a text's UTF-8 bytes as 64 hex digits. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toHex(digest);
}
