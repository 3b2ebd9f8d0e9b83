import { PLATFORMS } from '#experiments/uploads/platform.ts';
import { type ExportContext, makeExports } from './make-exports.ts';

/** Requests of one platform in one run: its limits are not for us alone. */
const MOST_ROUNDS = 4;

/**
 * Puts what may leave by itself into the outbox, in requests as large as each platform takes. A
 * platform whose secret is missing is told nothing, and nothing is lost.
 */
export async function sendReady(
  db: D1Database,
  context: ExportContext & { readonly secrets: object },
): Promise<void> {
  for (const platform of PLATFORMS) {
    if (secretOf(context, platform) === null) continue;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const asked = { platform, way: 'send', since: null, by: 'Truelift' } as const;
      if ((await makeExports(db, asked, context)).length === 0) break;
    }
  }
}

/** The secret by which a platform is told; null where it is not told by itself, or the secret is missing. */
export function secretOf(
  { catalog, secrets }: Pick<ExportContext, 'catalog'> & { readonly secrets: object },
  platform: (typeof PLATFORMS)[number],
): string | null {
  const entry = catalog.platforms[platform];
  if (!entry?.enabled || !('send' in entry) || entry.send !== 'api') return null;
  const value = new Map(Object.entries(secrets)).get(entry.secret);
  return typeof value === 'string' && value !== '' ? value : null;
}
