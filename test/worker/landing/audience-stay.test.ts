import { expect, test } from 'vitest';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { formOf } from '../leads/submit-form.ts';
import { ORIGIN, readVisit, variantOf } from '../visit.ts';
import { half, headline, layout, phones } from '../world.ts';
import { aPerson, cookieHeader, JOINED, type Person, siteOf } from './audience-visits.ts';

const CAMPAIGN = { campaign: { utm_source: ['google'] } };
const promoted = { ...half, allocationBp: 10_000, audience: CAMPAIGN };

/** Somebody whom the campaign brought, and who saw the treatment. */
async function treated(site: ReturnType<typeof siteOf>): Promise<Person> {
  for (;;) {
    const person = aPerson();
    const { view } = await site.open('/half/?utm_source=google', person);
    if (variantOf(view, 'half') === 'price') return person;
  }
}

test('keeps a visitor in the variant when the campaign is gone from the address', async () => {
  const site = siteOf([promoted]);
  for (let count = 0; count < 8; count++) {
    const person = aPerson();
    const first = await site.open('/half/?utm_source=google', person);
    const again = await site.open('/half/', person);
    expect(again.view.a).toEqual(first.view.a);
    expect(again.heading).toBe(first.heading);
    expect(again.response.headers.getSetCookie()).toEqual([]);
  }
});

test('remembers the experiment alone, in a cookie like the visitor’s', async () => {
  const site = siteOf([promoted]);
  const { response } = await site.open('/half/?utm_source=google', aPerson());
  const [visitor = '', joined = ''] = response.headers.getSetCookie();
  expect(joined).toMatch(/^__Host-tl-in=1\.[a-z0-9]+\.half\.[\w-]{22}; /);
  expect(joined.slice(joined.indexOf(';'))).toBe(visitor.slice(visitor.indexOf(';')));
});

test('remembers nothing of an experiment for everybody, nor of one that somebody is not in', async () => {
  const everybody = await siteOf([{ ...half, audience: {} }]).open('/half/', aPerson());
  const outside = await siteOf([promoted]).open('/half/', aPerson());
  for (const { response } of [everybody, outside]) {
    expect(response.headers.getSetCookie()).toHaveLength(1);
  }
});

test('takes a forged cookie, and one of somebody else, for none', async () => {
  const site = siteOf([promoted]);
  const value = (await treated(site)).cookies.get(JOINED) ?? '';
  const changed = value.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
  for (const bad of [
    value,
    changed,
    value.replace('half', 'phones~half'),
    '1.t1.half.',
    'half',
    'x'.repeat(9000),
  ]) {
    const person = aPerson();
    await site.open('/half/', person);
    person.cookies.set(JOINED, bad);
    const { response, view, heading } = await site.open('/half/', person);
    expect(response.status).toBe(200);
    expect(variantOf(view, 'half')).toBe('audience');
    expect(heading).toBe('Half control');
  }
});

test('keeps a new visitor new for its experiment: on the second page, and when a form comes back', async () => {
  const firstVisits = { ...headline, audience: { returning: false } };
  const site = siteOf([firstVisits]);
  for (;;) {
    const person = aPerson();
    const first = await site.open('/demo/', person);
    if (variantOf(first.view, 'headline') !== 'bold') continue;
    const second = await site.open('/demo/', person);
    expect(second.view).toMatchObject({ r: 1, a: first.view.a });
    const [body, headers] = formOf(second, { email: 'no address' });
    const back = await site.fetch(
      new Request(`${ORIGIN}/_tl/forms/signup`, {
        method: 'POST',
        body,
        headers: { ...headers, Cookie: cookieHeader(person) },
      }),
    );
    expect(back.status).toBe(422);
    expect((await readVisit(back)).heading).toBe(first.heading);
    return;
  }
});

test('adds experiments to the list, and drops those that no longer run with the next renewal', async () => {
  const both: CatalogExperiment[] = [promoted, { ...phones, audience: { returning: true } }];
  const person = await treated(siteOf(both));
  const names = () => person.cookies.get(JOINED)?.split('.')[2];
  await siteOf(both).open('/half/', person);
  expect(names()).toBe('half~phones');
  const week = Date.now() + 8 * 86_400_000;
  const ended = both.map((one) => (one.id === 'half' ? { ...one, status: 'ended' as const } : one));
  await siteOf(ended, week).open('/half/', person);
  expect(names()).toBe('phones');
});

test('never puts a visitor into two experiments of a group, and says why one is out', async () => {
  const first = { ...headline, group: 'demo', groupRangeBp: [0, 4_000] as [number, number] };
  const second = { ...layout, group: 'demo', groupRangeBp: [4_000, 10_000] as [number, number] };
  const site = siteOf([first, second]);
  const seen = { headline: 0, layout: 0 };
  for (let count = 0; count < 120; count++) {
    const person = aPerson();
    const { view, heading } = await site.open('/demo/', person);
    const out = view.a.filter((one) => 'o' in one);
    expect(out).toMatchObject([{ o: 'group' }]);
    seen[out[0]?.x === 'headline' ? 'layout' : 'headline'] += 1;
    expect(heading).not.toContain('~');
  }
  // Binomial(120, 0.4): outside 20…76 once in ten million runs.
  expect(seen.headline).toBeGreaterThan(19);
  expect(seen.headline).toBeLessThan(77);
});
