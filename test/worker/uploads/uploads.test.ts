import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { withdrawAdUse } from '#worker/store/leads/consent.ts';
import { deleteDueLeadData } from '#worker/store/leads/lead-retention.ts';
import { rowsOf } from '../visit.ts';
import {
  aDeal,
  aLead,
  DAY,
  exported,
  fileOf,
  GOOGLE_FILE,
  refreshed,
  START,
  states,
  wonFor,
} from './upload-world.ts';

const LATER = START + 20 * DAY;

test('a won deal leaves once, in a file that stays the same byte for byte', async () => {
  await aLead('one');
  await aDeal('one', [
    { id: 'q', stage: 'qualified', at: START + DAY },
    wonFor(120_000, START + 9 * DAY),
  ]);
  const [file, ...others] = await exported(GOOGLE_FILE, LATER);
  expect(others).toEqual([]);
  expect(file?.text).toBe(
    [
      'Parameters:TimeZone=Europe/Berlin',
      'Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Order ID',
      'Ab_one,Qualified lead,2026-02-04 10:00:00,,,one.qualified',
      'Ab_one,Closed won,2026-02-12 10:00:00,1200.00,EUR,crm.deal-one.won',
      '',
    ].join('\r\n'),
  );
  expect(file?.name).toMatch(/^google-ads-gclid-2026-02-23-[0-9a-f]{6}\.csv$/);
  expect(await exported(GOOGLE_FILE, LATER + DAY)).toEqual([]);
  expect(await fileOf(file?.exportId ?? '')).toMatchObject({
    text: file?.text,
    same: true,
    gone: 0,
  });
  expect(await states()).toEqual([
    'crm.deal-one.won 0 new: exported',
    'one.qualified 0 new: exported',
  ]);
});

test('an overlap repeats what has left, and two exports at once never share a row', async () => {
  await aLead('two');
  await aDeal('two', [wonFor(50_000, START + 2 * DAY)]);
  const [both, again] = await Promise.all([
    exported(GOOGLE_FILE, LATER),
    exported(GOOGLE_FILE, LATER),
  ]);
  const files = [...both, ...again];
  expect(files.reduce((sum, { rows }) => sum + rows, 0)).toBe(2);
  const [overlap] = await exported(GOOGLE_FILE, LATER + DAY, { since: LATER - DAY });
  expect(overlap?.text).toBe(files[0]?.text);
  expect(await exported(GOOGLE_FILE, LATER + DAY)).toEqual([]);
});

test('a lost deal is taken back, a refund in part corrects, and a deal won again is a new one', async () => {
  await aLead('three');
  const won = wonFor(90_000, START + 3 * DAY);
  await aDeal('three', [won]);
  await exported(GOOGLE_FILE, LATER);
  const refund = {
    id: 'r',
    stage: 'refunded',
    at: LATER + 3_600_000,
    amount: { minor: 30_000, currency: 'EUR' },
  } as const;
  await aDeal('three', [won, refund], { at: LATER + 3_600_000 });
  const [restated] = await exported(GOOGLE_FILE, LATER + DAY);
  expect(restated?.text.split('\r\n').slice(1, 3)).toEqual([
    'Order ID,Conversion Name,Adjustment Time,Adjustment Type,Adjusted Value,Adjusted Value Currency',
    'crm.deal-three.won,Closed won,2026-02-23 11:00:00,RESTATE,600.00,EUR',
  ]);
  const lost = { id: 'l', stage: 'lost', at: LATER + 2 * DAY } as const;
  await aDeal('three', [won, refund, lost], { at: LATER + 2 * DAY });
  const [retracted] = await exported(GOOGLE_FILE, LATER + 3 * DAY);
  expect(retracted?.text).toContain(
    'crm.deal-three.won,Closed won,2026-02-25 10:00:00,RETRACT,,\r\n',
  );
  expect(await exported(GOOGLE_FILE, LATER + 4 * DAY)).toEqual([]);
  const deal = "conversion_id = 'crm.deal-three.won'";
  expect(await states(deal)).toEqual([
    'crm.deal-three.won 0 new: retracted',
    'crm.deal-three.won 1 restate: retracted',
    'crm.deal-three.won 2 retract: exported',
  ]);
  const rewon = wonFor(70_000, LATER + 5 * DAY, 'w2');
  await aDeal('three', [won, lost, rewon], { at: LATER + 5 * DAY });
  const [anew] = await exported(GOOGLE_FILE, LATER + 6 * DAY);
  expect(anew?.text).toMatch(/Ab_three,Closed won,[^,]+,700\.00,EUR,crm\.deal-three\.won~3\r\n/);
});

test('a deal that is lost before it left never leaves', async () => {
  await aLead('four');
  const won = wonFor(90_000, START + 3 * DAY);
  await aDeal('four', [won], { at: LATER });
  await refreshed(LATER);
  expect(await states("conversion_id = 'crm.deal-four.won'")).toEqual([
    'crm.deal-four.won 0 new: linted',
  ]);
  await aDeal('four', [won, { id: 'l', stage: 'lost', at: LATER }], { at: LATER });
  const [file] = await exported(GOOGLE_FILE, LATER + 1_000);
  expect(file?.text).not.toContain('Closed won');
  expect(await states("conversion_id = 'crm.deal-four.won'")).toEqual([
    'crm.deal-four.won 0 new: dropped',
  ]);
});

test('a sale beyond the window is too late, says so and advises an earlier stage', async () => {
  await aLead('five', { at: START });
  await aDeal('five', [
    { id: 'q', stage: 'qualified', at: START + 10 * DAY },
    wonFor(10_000, START + 95 * DAY),
  ]);
  await refreshed(START + 60 * DAY);
  await aDeal('five', [wonFor(10_000, START + 95 * DAY)], { at: START + 95 * DAY });
  expect(await exported(GOOGLE_FILE, START + 96 * DAY)).toEqual([]);
  const row = await env.DB.prepare(
    "SELECT state, reason, sealed FROM uploads WHERE conversion_id = 'crm.deal-five.won'",
  ).first();
  expect(row).toEqual({
    state: 'too-late',
    reason: expect.stringMatching(/^Too late for Google Ads: .* Report an earlier stage/),
    sealed: '',
  });
});

test('a deal won 60 days after its lead’s personal data went still carries the digest', async () => {
  const email = 'cloudy.san.francisco+demo@gmail.com';
  await aLead('six', { email, clicks: {} });
  // Delivered to the CRM at once, deleted by schedule a month later.
  await deleteDueLeadData(env.DB, {
    now: START + 30 * DAY,
    personalUntil: START,
    keysUntil: START,
  });
  expect((await rowsOf('leads')).find(({ lead_id }) => lead_id === 'six')).toMatchObject({
    sealed_fields: '',
    erased_at: START + 30 * DAY,
  });
  await aDeal('six', [wonFor(250_000, START + 60 * DAY)], { at: START + 60 * DAY });
  const [file] = await exported(GOOGLE_FILE, START + 61 * DAY);
  expect(file?.text.split('\r\n')[3]).toBe(
    // SHA-256 of cloudysanfrancisco@gmail.com.
    `${await sha256('cloudysanfrancisco@gmail.com')},,Closed won,2026-04-04 11:00:00,2500.00,EUR,crm.deal-six.won,Granted,Granted`,
  );
});

test('a withdrawal stops what has not left, and takes the row out of the file that has', async () => {
  await aLead('seven');
  await aLead('eight');
  await aDeal('seven', [{ id: 'q', stage: 'qualified', at: START + DAY }]);
  await aDeal('eight', [{ id: 'q', stage: 'qualified', at: START + DAY }]);
  const [file] = await exported(GOOGLE_FILE, LATER);
  await aDeal('eight', [wonFor(10_000, LATER + DAY)], { at: LATER + DAY });
  await refreshed(LATER + DAY);
  await env.DB.batch(withdrawAdUse(env.DB, 'unit-eight'));
  // At once, before any job has run.
  expect(await fileOf(file?.exportId ?? '')).toMatchObject({ gone: 1, same: false });
  const after = await fileOf(file?.exportId ?? '');
  expect(after.text).toContain('Ab_seven');
  expect(after.text).not.toContain('eight');
  expect(await exported(GOOGLE_FILE, LATER + 2 * DAY)).toEqual([]);
  expect(await states("lead_id = 'eight'")).toEqual([
    'crm.deal-eight.won 0 new: withdrawn',
    'eight.qualified 0 new: exported',
  ]);
  const { results } = await env.DB.prepare(
    "SELECT sealed FROM uploads WHERE lead_id = 'eight'",
  ).all();
  expect(results).toEqual([{ sealed: '' }, { sealed: '' }]);
});

test('every state that a conversion went through stays on record', async () => {
  await aLead('nine');
  await aDeal('nine', [{ id: 'q', stage: 'qualified', at: START + DAY }]);
  await exported(GOOGLE_FILE, LATER);
  const { results } = await env.DB.prepare(
    `SELECT h.state FROM upload_history AS h JOIN uploads AS u ON u.upload_id = h.upload_id
     WHERE u.lead_id = 'nine' ORDER BY h.seq`,
  ).all<{ state: string }>();
  expect(results.map(({ state }) => state)).toEqual(['eligible', 'linted', 'exported']);
});

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
