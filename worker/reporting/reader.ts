import { REPORT_ADDRESSES } from '#experiments/contract/report-addresses.ts';
import type { Role } from '#experiments/contract/role-order.ts';
import type { Env } from '../env.ts';
import { isShareLinkOpen } from '../store/operation/share-links.ts';
import { keyring } from '../visitor/keyring.ts';
import type { SigningKeys } from './access-keys.ts';
import { accessPerson, accessSettings } from './cloudflare-access.ts';
import { isReportKey, type ReportKey, readReportKey } from './report-key.ts';
import { readSession } from './session.ts';
import { sessionValues } from './session-cookie.ts';
import { readShareToken, SHARE_PARAMETER } from './share-link.ts';

/** Who reads the report, and what they may see and do. */
export type Reader = {
  readonly role: Role;
  /** For the audit log: an e-mail address, `report key` or `share link`. */
  readonly actor: string;
  /** The only experiment that a share link opens; null opens all. */
  readonly only: string | null;
};

/** What readers are told from. */
export type ReaderEnv = Pick<
  Env,
  | 'DB'
  | 'TRUELIFT_REPORT_KEY'
  | 'TRUELIFT_SIGNING_KEYS'
  | 'TRUELIFT_ACCESS_TEAM_DOMAIN'
  | 'TRUELIFT_ACCESS_AUDIENCE'
  | 'TRUELIFT_ACCESS_EDITORS'
>;

/** A reader, nobody, or somebody who presented a wrong key. */
export type Recognized = Reader | 'nobody' | 'wrong-key';

/**
 * Who stands behind a request: by bearer key, session, Cloudflare Access or share link, in this
 * order. The key itself is an editor, a session what it was issued for, a share link a viewer of
 * one experiment.
 */
export async function recognize(
  request: Request,
  env: ReaderEnv,
  { accessKeys, now }: { readonly accessKeys: SigningKeys; readonly now: number },
): Promise<Recognized> {
  const key = readReportKey(env.TRUELIFT_REPORT_KEY);
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
  if (bearer !== undefined && key.ok) {
    return (await isReportKey(key, bearer)) ? byKey('editor') : 'wrong-key';
  }
  const session = key.ok ? await sessionRole(request, key, now) : null;
  if (session) return byKey(session);
  const settings = accessSettings(env);
  const person = settings && (await accessPerson(request, settings, accessKeys));
  if (person) return { role: person.role, actor: person.email, only: null };
  return (await shareReader(request, env, now)) ?? 'nobody';
}

function byKey(role: Role): Reader {
  return { role, actor: 'report key', only: null };
}

async function sessionRole(request: Request, key: ReportKey, now: number): Promise<Role | null> {
  for (const value of sessionValues(new URL(request.url), request.headers.get('Cookie'))) {
    const role = await readSession(key, value, now);
    if (role !== null) return role;
  }
  return null;
}

/** Addresses that a share link opens: one experiment's page and its files, no other page. */
const SHARED_PATH =
  /^\/report\/(?:([a-z0-9-]+)\/?|api\/experiments\/([a-z0-9-]+)\.(?:json|csv|html))$/;

async function shareReader(request: Request, env: ReaderEnv, now: number): Promise<Reader | null> {
  const url = new URL(request.url);
  const token = url.searchParams.get(SHARE_PARAMETER);
  const [, page, file] = SHARED_PATH.exec(url.pathname) ?? [];
  const experimentId = page ?? file;
  if (token === null || experimentId === undefined) return null;
  if (REPORT_ADDRESSES.includes(experimentId)) return null;
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  const claim = keys && (await readShareToken(token, experimentId, { keys, now }));
  if (!claim || !(await isShareLinkOpen(env.DB, claim))) return null;
  return { role: 'viewer', actor: 'share link', only: experimentId };
}
