import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { writePreviewToken } from '#worker/landing/preview-token.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { berlin, openAt, SPRING } from '../landing/spring-world.ts';

async function preview(now: number, more = ''): Promise<string> {
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('the tests have a signing key');
  const claim = { choices: '', expiresAt: now + 86_400_000 };
  return `${SPRING}?tl_preview=${await writePreviewToken(SPRING, claim, keys)}${more}`;
}

test('a signed link shows a page before and after its time, and says when visitors get it', async () => {
  for (const now of [berlin('2026-01-01'), berlin('2026-06-01')]) {
    const { response, html } = await openAt(await preview(now), { now });
    expect(response.status).toBe(200);
    expect(html).toContain('Always here, everybody.');
    expect(html).toContain(
      'Visitors get this page from 2026-03-01 00:00 until 2026-04-13 00:00 (Europe/Berlin).',
    );
    expect(html).not.toContain('Spring offer');
  }
});

test('a preview shows the sections of any moment, and the words of its address', async () => {
  const now = berlin('2026-01-01');
  const query = '&tl_at=2026-03-30+09:00&utm_term=heating+software';
  const { html } = await openAt(await preview(now, query), { now });
  expect(html).toContain('<h2>Spring offer for Heating</h2>');
  expect(html).toContain('Sections as of 30 Mar 2026, 09:00.');
  const wrong = await openAt(await preview(now, '&tl_at=%3Cb%3E'), { now });
  expect(wrong.html).not.toContain('Spring offer');
});
