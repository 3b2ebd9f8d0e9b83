import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Env } from './env.ts';
import { type PageMemory, type PageReader, pageReader } from './landing/page-memory.ts';
import { pageFetcher } from './landing/static-page.ts';
import type { Ports } from './ports.ts';
import { type Keyring, keyring } from './visitor/keyring.ts';

/** What most routes need, made once per request. */
export type RequestParts = {
  readonly db: D1Database;
  readonly catalog: Catalog;
  /** Null while the secret is missing or malformed. */
  readonly keys: Keyring | null;
  readonly dataKeys: Keyring | null;
  readonly readPage: PageReader;
  readonly now: number;
};

/** Makes them; a secret that is missing or malformed closes what needs it, never the page. */
export async function requestParts(
  request: Request,
  context: {
    readonly env: Env;
    readonly ctx: ExecutionContext;
    readonly ports: Ports;
    readonly memory: PageMemory;
  },
): Promise<RequestParts> {
  const { env, ports } = context;
  return {
    db: env.DB,
    catalog: ports.catalog,
    keys: await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC'),
    dataKeys: await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM'),
    readPage: pageReader(context.memory, pageFetcher(request, context)),
    now: ports.now(),
  };
}
