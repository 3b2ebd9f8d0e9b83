import { expect, test } from 'vitest';
import { type Visit, visit } from '../visit.ts';
import { submit } from './submit-form.ts';

/** A visitor whom chance gave that combination. */
async function visitorIn(combination: string): Promise<Visit> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = await visit('/demo/');
    if (page.html.includes(`name="tl_combination" value="${combination}"`)) return page;
  }
  throw new Error(`nobody got ${combination}`);
}

test('a variant with thanks of its own shows them at the address of all', async () => {
  const page = await visitorIn('headline.bold');
  const location = (await submit(page)).headers.get('Location') ?? '';
  expect(location).toMatch(/^\/demo\/thanks\/\?tl_result=/);
  const thanks = await visit(location, { Cookie: page.cookie });
  expect(thanks.heading).toBe('Boldly, thank you');
});

test('the other variants show the usual ones, and no link can be bent to another', async () => {
  const page = await visitorIn('layout.short');
  const location = (await submit(page, { email: 'ada@example.com' })).headers.get('Location') ?? '';
  expect((await visit(location, { Cookie: page.cookie })).heading).toBe('Thank you');
  const [, signature = ''] = /\.([\w-]{22})$/.exec(location) ?? [];
  const key = btoa('headline.bold').replace(/=+$/, '');
  const bent = location.replace(signature, `${key}.${signature}`);
  const { response } = await visit(bent, { Cookie: page.cookie });
  expect([response.status, response.headers.get('Location')]).toEqual([303, '/demo/']);
});

test('a combination that nobody built thanks for brings no other page', async () => {
  const page = await visitorIn('headline.bold');
  const forged = { ...page, html: 'name="tl_combination" value="../../report"' };
  const location = (await submit(forged)).headers.get('Location') ?? '';
  expect((await visit(location, { Cookie: page.cookie })).heading).toBe('Thank you');
});
