import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { readReportKey } from '#worker/reporting/report-key.ts';
import { issueSession } from '#worker/reporting/session.ts';
import { writeShareToken } from '#worker/reporting/share-link.ts';
import { insertShareLink } from '#worker/store/operation/share-links.ts';
import { signingKeys } from '../consent/handoff-world.ts';
import { type Change, changed } from './changed.ts';

export type Way = 'bearer' | 'session' | 'share' | 'address' | 'nothing';
type Proof = {
  readonly query: string;
  readonly headers: Record<string, string>;
  readonly forged: boolean;
};

/** Everything that opens the report, changed or not. */
export async function keysOf(): Promise<(way: Way, how: Change) => Proof> {
  const key = readReportKey(env.TRUELIFT_REPORT_KEY);
  if (!key.ok) throw new Error('no report key');
  const secret = env.TRUELIFT_REPORT_KEY ?? '';
  const session = await issueSession(key, 'editor', Date.now());
  const link = {
    id: '0123456789abcdef',
    experimentId: 'headline',
    expiresAt: Date.now() + 3_600_000,
  };
  await insertShareLink(env.DB, { ...link, createdAt: Date.now(), createdBy: 'tests' }).run();
  const share = await writeShareToken(link, await signingKeys());
  return (way, how) => {
    const values = { bearer: secret, session, share, address: secret, nothing: '' };
    const { text, forged } = changed(values[way], way === 'nothing' ? null : how);
    const sent = { query: '', headers: {} };
    switch (way) {
      case 'bearer':
        return { ...sent, headers: { Authorization: `Bearer ${text}` }, forged };
      case 'session':
        return { ...sent, headers: { Cookie: `__Host-tl-report=${text}` }, forged };
      case 'share':
        return { ...sent, query: `&share=${text}`, forged };
      case 'address':
        return { ...sent, query: `&key=${text}`, forged };
      case 'nothing':
        return { ...sent, forged: true };
    }
  };
}

export const way = fc.constantFrom<Way>(
  'bearer',
  'bearer',
  'session',
  'session',
  'share',
  'address',
  'nothing',
);
/** Closed answers are 401, 403 and 429. */
export const isIn = ({ status }: Response) => ![401, 403, 429].includes(status);
