import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { BROWSER, ORIGIN, readVisit, rowsOf } from '../visit.ts';
import { AUTUMN, berlin, openAt, SPRING, workerAt } from './spring-world.ts';

/** Which parts of the page are in the bytes at a moment. */
async function partsAt(now: number, path = SPRING): Promise<readonly string[]> {
  const { html, response } = await openAt(path, { now });
  expect(response.status).toBe(200);
  expect(html).toContain('Always here, everybody.');
  expect(html).not.toContain('tl:show');
  const parts = { news: 'clocks change', offer: 'Spring offer', form: '<form' };
  return Object.entries(parts).flatMap(([name, text]) => (html.includes(text) ? [name] : []));
}

describe('sections with a window', () => {
  for (const path of [SPRING, '/unfinished/']) {
    test(`are in the bytes of ${path} only while it is open`, async () => {
      const beforeChange = berlin('2026-03-29 01:59');
      expect(await partsAt(beforeChange, path)).toEqual(['news', 'form']);
      // The clock goes from 02:00 to 03:00: one minute after 01:59 the offer begins.
      expect(await partsAt(beforeChange + 59_999, path)).toEqual(['news', 'form']);
      expect(await partsAt(beforeChange + 60_000, path)).toEqual(['news', 'offer', 'form']);
      // A day of 23 hours ends at midnight.
      const midnight = berlin('2026-03-29') + 23 * 3_600_000;
      expect(await partsAt(midnight - 1, path)).toEqual(['news', 'offer', 'form']);
      expect(await partsAt(midnight, path)).toEqual(['offer', 'form']);
      const end = berlin('2026-04-05 18:00');
      expect(await partsAt(end - 1, path)).toEqual(['offer', 'form']);
      expect(await partsAt(end, path)).toEqual([]);
    });
  }

  test('leave their script behind, which another section may need', async () => {
    const { html } = await openAt(SPRING, { now: berlin('2026-03-02') });
    expect(html).toContain('<script>start()</script>');
    expect(html).not.toContain('Ends soon');
  });

  test('keep token, length and HEAD right', async () => {
    for (const now of [berlin('2026-03-02'), berlin('2026-03-30'), berlin('2026-04-06')]) {
      const { response, html, token, view } = await openAt(SPRING, { now });
      const length = String(new TextEncoder().encode(html).length);
      expect(response.headers.get('Content-Length')).toBe(length);
      expect(view).toMatchObject({ p: SPRING, t: now });
      const sent = [...html.matchAll(/name="tl_view" value="([^"]*)"/g)].map(([, value]) =>
        value?.trim(),
      );
      expect(sent).toEqual(html.includes('<form') ? [token] : []);
      const head = await openAt(SPRING, { now, method: 'HEAD' });
      expect(head.response.headers.get('Content-Length')).toBe(length);
      expect(head.html).toBe('');
    }
  });
});

describe('pages with a window', () => {
  test('are unknown before it and gone after it', async () => {
    const start = berlin('2026-03-01');
    const end = berlin('2026-04-13');
    expect((await openAt(SPRING, { now: start - 1 })).response.status).toBe(404);
    expect((await openAt(SPRING, { now: start })).response.status).toBe(200);
    expect((await openAt(SPRING, { now: end - 1 })).response.status).toBe(200);
    const { response, html } = await openAt(SPRING, { now: end });
    expect(response.status).toBe(410);
    expect(html).toContain('This offer has ended');
    expect(html).toContain('noindex');
    expect(response.headers.get('Set-Cookie')).toBeNull();
    expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'");
  });

  test('show the landing named for afterwards at the same address, as that landing', async () => {
    const now = berlin('2026-04-13');
    const { response, heading, view } = await openAt(`${AUTUMN}?gclid=x`, { now });
    expect(response.status).toBe(200);
    expect(heading).toMatch(/^Demo/);
    expect(view.p).toBe('/demo/');
    expect(view.a.map(({ x }) => x)).toEqual(['headline', 'layout']);
    expect((await openAt(AUTUMN, { now: berlin('2026-02-01') })).response.status).toBe(404);
  });

  test('answer for others only: nobody opens the page that says it is over', async () => {
    const now = berlin('2026-03-02');
    expect((await openAt('/ended/', { now })).response.status).toBe(404);
  });

  test('are served by their times while the signing key is missing', async () => {
    const request = () => new Request(ORIGIN + SPRING, { headers: BROWSER });
    const keyless = { ...env, TRUELIFT_SIGNING_KEYS: '' };
    const at = async (text: string) =>
      readVisit(
        await workerAt({ now: berlin(text) }).fetch(request(), keyless, createExecutionContext()),
      );
    expect((await at('2026-04-13')).response.status).toBe(410);
    const open = await at('2026-03-02');
    expect(open.response.status).toBe(200);
    expect(open.html).not.toContain('Spring offer');
  });

  test('show any moment in development, and say when it is too early', async () => {
    const early = { now: berlin('2026-01-01'), development: true };
    const closed = await openAt(SPRING, early);
    expect(closed.response.status).toBe(404);
    expect(closed.html).toContain('add ?tl_at=');
    const later = await openAt(`${SPRING}?tl_at=2026-03-30+09:00`, early);
    expect(later.html).toContain('Spring offer');
    expect(later.view.t).toBe(early.now);
    const asked = `${SPRING}?tl_at=2026-03-30`;
    expect((await openAt(asked, { now: early.now })).response.status).toBe(404);
  });
});

describe('forms of a page that has ended meanwhile', () => {
  const served = { now: berlin('2026-04-05 17:59') };
  const posted = async (email: string, referer: string) => {
    const page = await openAt(SPRING, served);
    const body = new URLSearchParams({ tl_view: page.token, tl_combination: '', email });
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: page.cookie,
      Origin: ORIGIN,
      'Sec-Fetch-Site': 'same-origin',
      Referer: ORIGIN + referer,
    };
    return openAt('/_tl/forms/spring', {
      now: berlin('2026-04-13'),
      method: 'POST',
      body: body.toString(),
      headers,
    });
  };

  test('are accepted', async () => {
    const { response } = await posted('ada@example.com', SPRING);
    expect(response.status).toBe(303);
    expect(await rowsOf('leads')).toHaveLength(1);
  });

  test('come back with their fault on the page as it was', async () => {
    const { response, html } = await posted('nobody', `${SPRING}?utm_term=Heating+software`);
    expect(response.status).toBe(422);
    expect(html).toContain('value="nobody"');
    expect(html).toContain('Spring offer for Heating');
  });

  test('tell their campaign from the address of the page that was over', async () => {
    const now = berlin('2026-04-13');
    const page = await openAt(AUTUMN, { now });
    const [body, headers] = formOf(page, FILLED);
    const from = {
      Referer: `${ORIGIN}${AUTUMN}?utm_source=autumn`,
      'Sec-Fetch-Site': 'same-origin',
    };
    const request = { now, method: 'POST', body, headers: { ...headers, ...from } };
    expect((await openAt('/_tl/forms/signup', request)).response.status).toBe(303);
    expect(await rowsOf('touchpoints')).toMatchObject([
      { landing: '/demo/', query: 'utm_source=autumn' },
    ]);
  });
});
