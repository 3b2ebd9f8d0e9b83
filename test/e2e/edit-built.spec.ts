import { expect } from '@playwright/test';
import { test } from '#test/support/browser-test.ts';

test('a built page holds nothing of the editor, and its server answers none of it', async ({
  request,
}) => {
  const page = await (await request.get('/crm/')).text();
  expect(page).toContain('<h1');
  expect(page).not.toMatch(/truelift\/|tl-combination|tl-editor/);
  expect((await request.get('/@truelift/start.js')).status()).toBe(404);
  expect((await request.post('/@truelift/write', { data: {} })).status()).not.toBe(200);
});
