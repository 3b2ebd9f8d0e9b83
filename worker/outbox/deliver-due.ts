import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Env } from '../env.ts';
import { confirmationChannel } from '../leads/confirmation-email.ts';
import { uploadChannels } from '../uploads/upload-channels.ts';
import { keyring } from '../visitor/keyring.ts';
import { alertChannels } from './alert-channels.ts';
import { crmChannels } from './crm-channels.ts';
import { deliver } from './deliver.ts';

/**
 * Delivers what is due on every channel that the site has. Answers how many messages were taken.
 * `rounds`: most rounds, where somebody else sees to the rest.
 */
export async function deliverDue(
  env: Env,
  catalog: Catalog,
  { clock, rounds }: { readonly clock: () => number; readonly rounds?: number },
): Promise<number> {
  const dataKeys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  const channels = {
    ...alertChannels(catalog.site, env),
    ...confirmationChannel(catalog, env),
    ...crmChannels(catalog.crm, { db: env.DB, secrets: env, dataKeys }),
    ...uploadChannels({ catalog, db: env.DB, secrets: env, dataKeys }),
  };
  return deliver(env.DB, { channels, clock, ...(rounds === undefined ? {} : { rounds }) });
}
