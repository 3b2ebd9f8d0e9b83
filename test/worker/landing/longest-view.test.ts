import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { MAX_VIEW_EXPERIMENTS, slotWidth, type View } from '#experiments/contract/token.ts';
import { readViewToken } from '#worker/landing/read-view-token.ts';
import { writeViewToken } from '#worker/landing/write-view-token.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { newVisitorId } from '#worker/visitor/visitor-id.ts';

const LONGEST_ID = 'x'.repeat(48);

test('reads back the longest view that a page can have, and its slot holds it', async () => {
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  const path = `/${'p'.repeat(198)}/`;
  const now = Date.now();
  const view: View = {
    n: crypto.randomUUID(),
    t: now,
    p: path,
    m: 'cookieless',
    u: newVisitorId(now),
    b: 65_535,
    d: 'desktop',
    c: 'DE',
    r: 1,
    k: 1,
    a: Array.from({ length: MAX_VIEW_EXPERIMENTS }, () => ({
      x: LONGEST_ID,
      v: LONGEST_ID,
      e: 9_999,
      f: '00000000',
    })),
  };
  const unitId = view.u ?? '';
  const token = await writeViewToken(view, unitId, keys);
  const variants = [{ id: LONGEST_ID }];
  const experiments = view.a.map(() => ({ id: LONGEST_ID, variants }));
  expect(token.length).toBeLessThanOrEqual(slotWidth(path, experiments));
  expect(await readViewToken(token, null, { keys, now })).toEqual({
    ok: true,
    view,
    unitId,
  });
});
