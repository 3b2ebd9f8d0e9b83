import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { answer, STRICT, visitFrom } from '../consent/strict-visit.ts';
import { BROWSER, ORIGIN, rowsOf, visit } from '../visit.ts';

const ask = (path: string, init: RequestInit = {}) =>
  exports.default.fetch(new Request(ORIGIN + path, { redirect: 'manual', ...init }));

test('a page that is only asked for exposes nobody: no method, no program, no prefetch', async () => {
  const asked: RequestInit[] = [
    { method: 'HEAD' },
    { method: 'OPTIONS' },
    { method: 'DELETE' },
    { headers: { 'User-Agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' } },
    { headers: { 'User-Agent': '' } },
    { headers: { ...BROWSER, 'Sec-Purpose': 'prefetch;prerender' } },
    { headers: BROWSER },
  ];
  for (const init of asked) expect((await ask('/demo/?gclid=x', init)).status).toBeLessThan(500);
  for (const table of ['exposures', 'touchpoints', 'conversions', 'ledger']) {
    expect(await rowsOf(table), table).toEqual([]);
  }
});

test('long and broken addresses, cookies and headers cost nobody the page', async () => {
  const paths = [
    `/demo/?q=${'x'.repeat(15_000)}`,
    `/demo/?${'a=b&'.repeat(3_000)}`,
    '/demo/?%',
    '/demo/?%E4%FF=%0D%0ASet-Cookie:%20a=b',
    '/demo/?__proto__=1&a[]=2&;=;',
  ];
  for (const path of paths) expect((await ask(path, { headers: BROWSER })).status).toBe(200);
  for (const path of ['/%', '/demo/%E0%A4%A', `/${'y/'.repeat(4_000)}`, '//', '/..%2f..%2fetc']) {
    const { status } = await ask(path, { headers: BROWSER });
    expect([path.slice(0, 20), status >= 300 && status < 500]).toEqual([path.slice(0, 20), true]);
  }
  const cookie = (await visit('/demo/')).cookie;
  const crowded = `${'c=1; '.repeat(20_000)}${cookie}`;
  for (const header of [crowded, `${cookie}; ${'d'.repeat(100_000)}`, '=; =;;']) {
    const { response, view } = await visit('/demo/', { Cookie: header });
    expect([response.status, view.r]).toEqual([200, 0]);
  }
  for (const name of ['Accept-Language', 'Referer', 'X-Forwarded-Host', 'If-None-Match']) {
    const { response } = await visit('/demo/', { [name]: '",;=\\'.repeat(2_000) });
    expect(response.status).toBe(200);
  }
});

test('no address in a request leads to another site', async () => {
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'https://lp.example.com.evil.example/',
    'https://lp.example.com@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    `${ORIGIN}//evil.example`,
    `${ORIGIN}/\\evil.example`,
    `${ORIGIN}/%2f%2fevil.example`,
    '\\\\evil.example',
  ];
  for (const place of elsewhere) {
    const page = await visitFrom(STRICT);
    const { response } = await answer(page, { answer: 'no', next: place }, { Referer: place });
    const [landed] = [new URL(response.headers.get('Location') ?? '', ORIGIN)];
    expect([place, response.status, landed?.origin]).toEqual([place, 303, ORIGIN]);
    const encoded = encodeURIComponent(place);
    for (const path of [
      `/report?next=${encoded}`,
      `/report/?key=${encoded}`,
      `/demo/thanks/?tl_result=${encoded}`,
      `/${place}`,
      `/report/${place}`,
    ]) {
      const location = (await ask(path)).headers.get('Location');
      expect([path, new URL(location ?? '', ORIGIN).origin]).toEqual([path, ORIGIN]);
    }
  }
});

test('line breaks in an address or a form make no header', async () => {
  const BREAKS = ['%0d%0aX-Injected:1', '%0aX-Injected:1', '%E5%98%8A%E5%98%8DX-Injected:1', '%00'];
  for (const broken of BREAKS) {
    const page = await visitFrom(STRICT);
    const answers = [
      await ask(`/report?${broken}`),
      await ask(`/report/?a=${broken}&key=${env.TRUELIFT_REPORT_KEY}`),
      await ask(`/demo/thanks/?tl_result=${broken}`),
      await ask(`/${broken}/`, { headers: BROWSER }),
      await ask(`/_tl/confirm?lead=${broken}`),
      await ask(`/_tl/hooks/${broken}`, { method: 'POST', body: '{}' }),
      (await answer(page, { answer: 'no' }, { Referer: `${ORIGIN}/demo/?${broken}` })).response,
      (await answer(page, { answer: `no${decodeURIComponent(broken)}` })).response,
    ];
    for (const { status, headers } of answers) {
      expect(status).toBeLessThan(500);
      expect(headers.get('X-Injected')).toBeNull();
      for (const [, value] of headers) expect(value).not.toMatch(/[\r\n\0]/);
    }
  }
});

test('another host name in a header changes no byte that a cache could keep', async () => {
  const plain = await visit('/demo/');
  const forwarded = await visit('/demo/', {
    Cookie: plain.cookie,
    'X-Forwarded-Host': 'evil.example',
    'X-Original-URL': '/report/',
    'X-Forwarded-Proto': 'http',
  });
  expect(forwarded.html).not.toContain('evil.example');
  expect(forwarded.heading).toBe(plain.heading);
  expect(forwarded.response.headers.get('Cache-Control')).toBe('private, no-cache');
});

test('no page of any kind may be kept by others or guessed to be something else', async () => {
  const bearer = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };
  const pages = [
    '/demo/',
    '/half/',
    '/quiet/',
    '/demo/thanks/',
    '/nothing/',
    '/_v/headline.bold/demo/',
    '/report/',
    '/report/nobody/',
    '/_tl/confirm',
    '/_tl/nothing',
  ];
  for (const path of pages) {
    const { status, headers } = await ask(path, { headers: { ...BROWSER, ...bearer } });
    expect(headers.get('Cache-Control'), path).toMatch(/^(private, no-cache|no-store)$/);
    expect([headers.get('ETag'), headers.get('Last-Modified')], path).toEqual([null, null]);
    if (status >= 300 && status < 400) continue;
    expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff');
    expect(headers.get('Referrer-Policy'), path).toBeTruthy();
    expect(headers.get('Content-Type'), path).toMatch(/; ?charset=utf-8$|json/i);
  }
});
