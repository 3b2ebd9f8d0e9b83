import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { BROWSER, ORIGIN, visit } from '../visit.ts';

test('says in a header what a page says of search engines in its head', async () => {
  const quiet = await visit('/quiet/');
  expect([quiet.heading, quiet.response.headers.get('X-Robots-Tag')]).toEqual([
    'Not to be listed',
    'noindex',
  ]);
  expect((await visit('/demo/')).response.headers.get('X-Robots-Tag')).toBeNull();
});

test('keeps every page of a host that is not the site’s out of search engines', async () => {
  const answer = await exports.default.fetch(
    new Request('https://truelift.parked.example/demo/', { headers: BROWSER }),
  );
  expect([answer.status, answer.headers.get('X-Robots-Tag')]).toEqual([200, 'noindex']);
  expect(new URL(ORIGIN).host).not.toBe('truelift.parked.example');
});
