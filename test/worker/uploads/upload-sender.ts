import { env } from 'cloudflare:workers';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Told } from '#test/support/worker/ad-platforms.ts';
import { PLATFORM_TOKEN } from '#test/support/worker/platform-answers.ts';
import { deliver } from '#worker/outbox/deliver.ts';
import { runUploads } from '#worker/uploads/run-uploads.ts';
import { uploadChannels } from '#worker/uploads/upload-channels.ts';
import { aLead, dataKeys, told } from './upload-world.ts';

export const NOW = Date.now();
export const HOUR = 3_600_000;

/** A site that tells one platform by itself, at a local server of this name. */
export function sending(platform: 'meta' | 'linkedin' | 'google' | 'microsoft', name: string) {
  const common = {
    send: 'api',
    secret: 'TRUELIFT_TOKEN',
    baseUrl: `https://platforms.test/${name}/${platform}`,
  };
  const world = told({
    meta: undefined,
    [platform]:
      platform === 'google'
        ? {
            ...common,
            customerId: '1234567890',
            conversions: [{ stage: 'lead', event: 'Lead', actionId: '7' }],
          }
        : {
            ...common,
            ...(platform === 'meta' ? { datasetId: '42' } : {}),
            ...(platform === 'microsoft' ? { tagId: '97' } : {}),
            conversions: [{ stage: 'lead', event: '104012' }],
          },
  });
  return { world, name, token: PLATFORM_TOKEN };
}

type Site = { readonly world: Catalog; readonly name: string; readonly token: string };

/** The cron at a moment: the ledger, then the outbox. */
export async function cron({ world, token }: Site, now = NOW): Promise<void> {
  const secrets = { ...env, TRUELIFT_TOKEN: token };
  await runUploads(secrets, world, now);
  const channels = uploadChannels({
    catalog: world,
    db: env.DB,
    secrets,
    dataKeys: await dataKeys(),
  });
  await deliver(env.DB, { channels, clock: () => now, random: () => 0, patienceMs: 500 });
}

export async function toldTo({ name }: Site): Promise<Told> {
  return (await fetch(`https://platforms.test/${name}/told`)).json() as Promise<Told>;
}

/** `lead → state` of all uploads, and the reasons of those that failed. */
export async function ledger(): Promise<Readonly<Record<string, string>>> {
  const { results } = await env.DB.prepare(
    'SELECT lead_id, state, reason FROM uploads ORDER BY upload_id',
  ).all<Record<string, string>>();
  return Object.fromEntries(
    results.map(({ lead_id, state, reason }) => [
      lead_id,
      state === 'failed' ? `failed: ${reason}` : state,
    ]),
  );
}

const MSCLKID = 'cdd4afcccb1c9a4cad9544dd7e5006d5';

export async function leads(names: readonly string[], at = NOW - HOUR): Promise<void> {
  for (const name of names)
    await aLead(name, { at, clicks: { gclid: `g-${name}`, msclkid: MSCLKID } });
}
