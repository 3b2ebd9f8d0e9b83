import { join } from 'node:path';

/**
 * Environment of astro and wrangler: no telemetry, no update checks, nothing written outside the
 * state folder. The local explorer and trace store are off because they keep full URLs, and those
 * hold click ids.
 */
export function toolEnvironment(state: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ASTRO_TELEMETRY_DISABLED: '1',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    DO_NOT_TRACK: '1',
    TRUELIFT_STATE: state,
    WRANGLER_CACHE_DIR: join(state, 'wrangler/cache'),
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_LOG_PATH: join(state, 'wrangler/logs'),
    WRANGLER_REGISTRY_PATH: join(state, 'wrangler/registry'),
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_SEND_METRICS: 'false',
    X_LOCAL_EXPLORER: 'false',
    X_LOCAL_OBSERVABILITY: 'false',
  };
}
