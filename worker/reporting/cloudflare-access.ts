import type { JWTPayload } from 'hono/utils/jwt/types';
import type { Role } from '#experiments/contract/role-order.ts';
import type { SigningKeys } from './access-keys.ts';

/** Header in which Cloudflare Access hands on who signed in. */
const ASSERTION_HEADER = 'Cf-Access-Jwt-Assertion';

/** How the report knows the people whom Cloudflare Access lets through; from the Worker's settings. */
export type AccessSettings = {
  /** `https://your-team.cloudflareaccess.com`, which is the issuer of every assertion. */
  readonly issuer: string;
  /** Audience tag of the Access application. */
  readonly audience: string;
  /** E-mail addresses in lower case who may act; everybody else reads. `*` means everybody acts. */
  readonly editors: readonly string[];
};

/** A person whom Access knows. */
export type AccessPerson = { readonly email: string; readonly role: Role };

/**
 * The settings, or null when Access is not set up: both the team's domain and the application's
 * audience tag are needed, and a domain that is none counts as not set up.
 */
export function accessSettings(env: {
  readonly TRUELIFT_ACCESS_TEAM_DOMAIN?: string;
  readonly TRUELIFT_ACCESS_AUDIENCE?: string;
  readonly TRUELIFT_ACCESS_EDITORS?: string;
}): AccessSettings | null {
  const domain = (env.TRUELIFT_ACCESS_TEAM_DOMAIN ?? '').replace(/^https:\/\/|\/+$/g, '');
  const audience = env.TRUELIFT_ACCESS_AUDIENCE ?? '';
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain) || audience === '') return null;
  const editors = (env.TRUELIFT_ACCESS_EDITORS ?? '').split(',');
  return {
    issuer: `https://${domain.toLowerCase()}`,
    audience,
    editors: editors.map((email) => email.trim().toLowerCase()).filter((email) => email !== ''),
  };
}

/**
 * Who stands behind a request according to Cloudflare Access; null when the assertion is missing or
 * is not one of this team for this application, in time, signed with RS256 by a published key.
 * Source: Cloudflare One docs, "Validate JWTs"; RFC 8725 sections 3.1 and 3.8 to 3.9 (algorithm,
 * issuer and audience are fixed by the verifier, never by the token).
 */
export async function accessPerson(
  request: Request,
  settings: AccessSettings,
  keys: SigningKeys,
): Promise<AccessPerson | null> {
  const assertion = request.headers.get(ASSERTION_HEADER);
  if (!assertion) return null;
  const { verifyWithJwks, decode } = await import('hono/jwt');
  try {
    const { kid } = decode(assertion).header;
    const published = await keys(settings.issuer, kid ?? '');
    const claims = await verifyWithJwks(assertion, {
      keys: [...published],
      allowedAlgorithms: ['RS256'],
      // Clocks of two data centres differ by a second now and then; exp and nbf bound the use.
      verification: { iss: settings.issuer, aud: settings.audience, iat: false },
    });
    return personOf(claims, settings);
  } catch {
    // Whatever is wrong with it, it opens nothing; the answer is the same for all faults.
    return null;
  }
}

/** A service token has no e-mail but a name: it reads. Without an end of validity nothing passes. */
function personOf(claims: JWTPayload, { editors }: AccessSettings): AccessPerson | null {
  if (typeof claims.exp !== 'number') return null;
  const { email, common_name: serviceToken } = claims;
  if (typeof email === 'string' && email !== '') {
    const acts = editors.includes('*') || editors.includes(email.toLowerCase());
    return { email: email.slice(0, 200), role: acts ? 'editor' : 'viewer' };
  }
  return typeof serviceToken === 'string' && serviceToken !== ''
    ? { email: `service token ${serviceToken.slice(0, 100)}`, role: 'viewer' }
    : null;
}
