import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { rowsOf } from '../visit.ts';
import { destination, leadFor, START, seenBy, TYPED } from './lead-mail.ts';

const webhook = (at: string) => destination({ type: 'webhook', at, secret: 'TRUELIFT_HOOK' });
const mapping = {
  secret: 'TRUELIFT_TOKEN',
  fields: { email: 'email', company: 'company' },
  facts: { lead_id: 'tl_lead', utm_campaign: 'tl_campaign', consent_ads: 'tl_consent' },
  otherwise: { lifecyclestage: 'lead' },
};
const hubspot = (at: string, more = {}) =>
  destination({ type: 'hubspot', at, ...mapping, ...more });
test('a webhook carries the whole lead, signed, and its answer names the record', async () => {
  const { round, message, references, leadId } = await leadFor(webhook('hook/named'));
  // What waits names the lead, and nothing of what the person typed.
  expect((await message())?.payload).toBe(JSON.stringify({ leadId }));
  expect(JSON.stringify(await rowsOf('outbox'))).not.toContain('ada@');
  expect(await round()).toBe(1);
  expect(await seenBy('hook')).toMatchObject([
    {
      id: `lead_${leadId}_crm`,
      genuine: true,
      body: {
        type: 'lead.created',
        data: {
          leadId,
          formId: 'signup',
          landing: '/demo/',
          submittedAt: '2026-11-23T09:00:00.000Z',
          fields: TYPED,
          campaign: { utm_source: 'google', utm_campaign: 'Spring sale' },
          experiments: [{ experiment: 'headline', variant: 'bold' }],
          consent: { ads: 'granted', version: '2026-01' },
        },
      },
    },
  ]);
  expect(await references()).toEqual([{ source: 'crm', reference: 'rec-7' }]);
  expect(await message()).toMatchObject({ state: 'delivered', last_error: null });
});

test('HubSpot gets a contact of the mapped properties, and its id is kept', async () => {
  const { round, references, leadId } = await leadFor(hubspot('hub/ok'));
  expect(await round()).toBe(1);
  expect(await seenBy('hub')).toMatchObject([
    {
      path: '/hub/ok/crm/v3/objects/contacts',
      method: 'POST',
      body: {
        properties: {
          email: 'ada@example.com',
          company: 'Ada & Sons',
          tl_lead: leadId,
          tl_campaign: 'Spring sale',
          tl_consent: 'granted',
          lifecyclestage: 'lead',
        },
      },
    },
  ]);
  expect(await references()).toEqual([{ source: 'crm', reference: expect.stringMatching(/^7/) }]);
});

test('a person whom HubSpot knows keeps what it holds, and gets what Truelift knows', async () => {
  const first = await leadFor(hubspot('known/ok'));
  await first.round();
  const second = await leadFor(hubspot('known/ok'), { typed: { ...TYPED, company: 'Other' } });
  await second.round();
  expect(await second.references()).toEqual(await first.references());
  const [, , patch] = await seenBy('known');
  expect(patch).toMatchObject({ method: 'PATCH' });
  expect(patch?.body).toEqual({
    properties: { tl_lead: second.leadId, tl_campaign: 'Spring sale', tl_consent: 'granted' },
  });
  const third = await leadFor(hubspot('known/ok', { existing: 'update' }));
  await third.round();
  const seen = await seenBy('known');
  expect(seen.at(-1)?.body).toMatchObject({ properties: { company: 'Ada & Sons' } });
  expect(JSON.stringify(seen.at(-1)?.body)).not.toContain('lifecyclestage');
});

test('a contact whose answer was lost is found again, and made once', async () => {
  const { round, later, references, message } = await leadFor(hubspot('gap/lost'));
  expect(await round()).toBe(0);
  expect(await message()).toMatchObject({ state: 'waiting', next_try_at: START + 5_000 });
  later(5_000);
  expect(await round()).toBe(1);
  expect(await references()).toHaveLength(1);
});

test.for([
  { mood: 'status/500', error: 'answered 500' },
  { mood: 'silent', error: /time/i },
  { mood: 'slow', error: /time/i },
  { mood: 'reset', error: /./ },
  { mood: 'idless', error: 'answered 200: no id of a contact in the answer' },
  { mood: 'garbled', error: 'answered 200: no id of a contact in the answer' },
])('a CRM that is $mood gets the lead again later', async ({ mood, error }) => {
  const name = `sick-${mood.replace('/', '-')}`;
  const { round, message, references } = await leadFor(hubspot(`${name}/${mood}`));
  expect(await round()).toBe(0);
  const row = await message();
  expect(row).toMatchObject({ state: 'waiting', tries: 1, next_try_at: START + 5_000 });
  expect(row?.last_error).toMatch(error);
  expect(await references()).toEqual([]);
  await seenBy(name);
});

test('a CRM at its limit is left alone for as long as it asks', async () => {
  const { round, message } = await leadFor(hubspot('limit/limited'));
  await round();
  expect(await message()).toMatchObject({ state: 'waiting', next_try_at: START + 120_000 });
});

test('a refused token and a missing secret are tried again, for they can be mended', async () => {
  const { round, message, secrets, later } = await leadFor(hubspot('token/ok'));
  delete secrets['TRUELIFT_TOKEN'];
  await round();
  const missing = 'the secret TRUELIFT_TOKEN has no value';
  expect(await message()).toMatchObject({ state: 'waiting', last_error: missing });
  secrets['TRUELIFT_TOKEN'] = 'wrong';
  later(5_000);
  await round();
  expect((await message())?.last_error).toBe('answered 401: INVALID_AUTHENTICATION');
});

test('what a CRM will never take is given up at once, without a word of what was typed', async () => {
  const { round, message } = await leadFor(hubspot('never/invalid'));
  await round();
  expect(await message()).toMatchObject({
    state: 'dead',
    ended_as: null,
    last_error: 'answered 400: VALIDATION_ERROR, INVALID_EMAIL',
  });
});

test('spam has no message, and a lead that was erased or found to be spam is never sent', async () => {
  const spam = await leadFor(webhook('quiet/ok'), { spamReason: 'honeypot' });
  expect(await spam.message()).toBeNull();
  const changes = {
    erased: "UPDATE leads SET sealed_fields = '' WHERE lead_id = ?1",
    gone: 'DELETE FROM leads WHERE lead_id = ?1',
    spam: "UPDATE leads SET spam_reason = 'rate' WHERE lead_id = ?1",
  };
  for (const [why, change] of Object.entries(changes)) {
    const { round, message, leadId } = await leadFor(webhook('quiet/ok'));
    await env.DB.prepare(change).bind(leadId).run();
    await round();
    const as = why === 'spam' ? 'spam' : 'erased';
    expect(await message()).toMatchObject({ state: 'dead', ended_as: as, last_error: null });
  }
  expect(await seenBy('quiet')).toEqual([]);
});
