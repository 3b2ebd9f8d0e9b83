import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';

test('answers the page of a combination with its token', async () => {
  const response = await exports.default.fetch(new Request('https://lp.example.com/demo/?utm_source=x'));
  expect(response.status).toBe(200);
  console.log(await response.text(), [...response.headers]);
});
