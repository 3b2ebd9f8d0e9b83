import { expect, test } from 'vitest';
import { destination, leadFor, seenBy, TYPED } from './lead-mail.ts';

const salesforce = (at: string, more = {}) =>
  destination({
    type: 'salesforce',
    at,
    secret: 'TRUELIFT_TOKEN',
    fields: { email: 'Email', company: 'Company' },
    facts: { lead_id: 'Lead_Id__c' },
    otherwise: { LastName: 'unknown' },
    ...more,
  });

test('Salesforce gets a Lead, once by its external id, and a duplicate is the record that is there', async () => {
  const plain = await leadFor(salesforce('sf/ok'));
  await plain.round();
  expect(await plain.references()).toEqual([{ source: 'crm', reference: '00Q5e00001FreshAAA' }]);
  const named = await leadFor(salesforce('sf/ok', { externalIdField: 'Truelift_Lead_Id__c' }));
  await named.round();
  const twice = await leadFor(salesforce('sf/ok'), { typed: { ...TYPED, company: 'Twice' } });
  await twice.round();
  expect(await twice.references()).toEqual([{ source: 'crm', reference: '00Q5e00001TwiceAAA' }]);
  const lead = '/sf/ok/services/data/v62.0/sobjects/Lead';
  expect(await seenBy('sf')).toMatchObject([
    {
      path: lead,
      method: 'POST',
      body: { Email: 'ada@example.com', Company: 'Ada & Sons', LastName: 'unknown' },
    },
    { path: `${lead}/Truelift_Lead_Id__c/${named.leadId}`, method: 'PATCH' },
    { path: lead, method: 'POST' },
    { path: `${lead}/00Q5e00001TwiceAAA`, method: 'PATCH', body: { Lead_Id__c: twice.leadId } },
  ]);
});

test('Salesforce gives tokens to an app by its secret, and a wrong secret can be mended', async () => {
  const to = salesforce('app/ok', { clientId: '3MVG9test-app' });
  const { round, later, secrets, message } = await leadFor(to);
  secrets['TRUELIFT_TOKEN'] = 'wrong';
  await round();
  const refused = 'answered 400: no token for the app: see clientId and its secret';
  expect(await message()).toMatchObject({ state: 'waiting', last_error: refused });
  secrets['TRUELIFT_TOKEN'] = 's3cret';
  later(5_000);
  expect(await round()).toBe(1);
  const again = await leadFor(to);
  again.secrets['TRUELIFT_TOKEN'] = 's3cret';
  expect(await again.round()).toBe(1);
  const paths = (await seenBy('app')).map(({ path }) => path.replace(/.*\//, ''));
  expect(paths).toEqual(['token', 'token', 'Lead', 'Lead']);
});

test('a token that Salesforce ended is tried again later', async () => {
  const { round, message, secrets } = await leadFor(salesforce('ended/ok'));
  secrets['TRUELIFT_TOKEN'] = 'ended';
  await round();
  const error = 'answered 401: INVALID_SESSION_ID';
  expect(await message()).toMatchObject({ state: 'waiting', last_error: error });
});
