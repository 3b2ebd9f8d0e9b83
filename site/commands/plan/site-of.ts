import type { Inability } from '../terminal.ts';
import type { Site } from './read-reports.ts';

/** A site to read from; `asked` when somebody named it, so that its silence is worth a refusal. */
export type ChosenSite = { readonly ok: true; readonly site: Site; readonly asked: boolean };

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Where reports are read: the address typed with `--from`, else the local server at `PORT`. The key
 * comes from the environment, else from `.dev.vars`. Refuses what is no address, and plain http to
 * another machine, which would show the key to everybody on the way.
 */
export function siteOf(
  from: string | undefined,
  given: {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly secrets: Readonly<Record<string, string>>;
  },
): ChosenSite | Inability {
  const { environment, secrets } = given;
  // Of several, the first is the one to stay.
  const keys = environment.TRUELIFT_REPORT_KEY || secrets.TRUELIFT_REPORT_KEY;
  const key = keys?.split(',')[0]?.trim();
  const address = from ?? `http://127.0.0.1:${environment.PORT || 8787}`;
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const option = from === undefined ? `PORT is "${environment.PORT}"` : `--from is "${from}"`;
    return refuse(`${option}: give an address, for example --from http://127.0.0.1:8787.`);
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return refuse(
      `--from ${from} would send the report key unprotected: use https, for example --from https://${url.host}.`,
    );
  }
  return { ok: true, site: { origin: url.origin, key }, asked: from !== undefined };
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });
