import { env, exports } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { crmSchema } from '#experiments/definition/connections/crm.ts';
import { askedOf, readLeadsPage } from '#worker/reporting/read-leads-page.ts';
import { readReportKey } from '#worker/reporting/report-key.ts';
import { issueSession } from '#worker/reporting/session.ts';
import { sessionCookie } from '#worker/reporting/session-cookie.ts';
import { writeShareToken } from '#worker/reporting/share-link.ts';
import { reviveMessages } from '#worker/store/operation/dead-letters.ts';
import { insertShareLink } from '#worker/store/operation/share-links.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { ORIGIN, rowsOf } from '../visit.ts';
import { catalog } from '../world.ts';
import { destination, leadFor, START, TYPED } from './lead-mail.ts';

const hubspot = (at: string) =>
  destination({
    type: 'hubspot',
    at,
    secret: 'TRUELIFT_TOKEN',
    fields: { email: 'email' },
    facts: {},
  });
const wired = {
  ...catalog,
  crm: crmSchema.parse({
    destinations: [
      { id: 'crm', type: 'webhook', url: 'https://crm.example', secret: 'TRUELIFT_TOKEN' },
    ],
  }),
};
const page = (address: string, edits = true) =>
  readLeadsPage(env.DB, wired, {
    asked: askedOf(new URLSearchParams(address)),
    reading: { edits, dataKeys: env.TRUELIFT_DATA_KEYS },
  });

const editor = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };
const get = (path: string, headers: Record<string, string>) =>
  exports.default.fetch(new Request(ORIGIN + path, { headers }));
const replay = (message: string, headers: Record<string, string>) =>
  exports.default.fetch(
    new Request(`${ORIGIN}/report/api/outbox/replay`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ message }),
      redirect: 'manual',
    }),
  );

async function viewer(): Promise<Record<string, string>> {
  const key = readReportKey(env.TRUELIFT_REPORT_KEY);
  if (!key.ok) throw new Error('no key');
  const session = await issueSession(key, 'viewer', Date.now());
  return { Cookie: sessionCookie(new URL(ORIGIN), session).split(';')[0] ?? '' };
}

test('a lead is shown with where it came from, its deal and its delivery; what was typed to editors alone', async () => {
  const { leadId, round } = await leadFor(hubspot('shown/ok'));
  await round();
  await env.DB.prepare(
    `INSERT INTO deals (source, deal_id, lead_id, unit_id, state, booked, version, changed_at)
     VALUES ('crm', 'd1', ?1, 'v1', ?2, '{}', 1, ?3)`,
  )
    .bind(
      leadId,
      JSON.stringify({
        reached: [{ stage: 'lead', at: START }],
        outcome: 'won',
        outcomeAt: START,
        net: { minor: 120_000, currency: 'EUR' },
        refundedMinor: 0,
      }),
      START,
    )
    .run();
  const { lines, counts } = await page('');
  expect(counts).toEqual({ leads: 1, spam: 0, unmatched: 0, undelivered: 0 });
  expect(lines).toMatchObject([
    {
      leadId,
      formId: 'signup',
      landing: '/demo/',
      source: 'google',
      campaign: 'spring sale',
      experiments: [{ experiment: 'headline', variant: 'bold' }],
      consent: { ads: 'granted', version: '2026-01' },
      deals: [{ dealId: 'd1', state: { outcome: 'won' } }],
      deliveries: [{ destination: 'crm', state: 'delivered', references: [expect.any(String)] }],
      fields: TYPED,
    },
  ]);
  expect((await page('', false)).lines).toMatchObject([{ leadId, fields: null }]);
  expect((await page(`lead=${leadId}`)).lines).toHaveLength(1);
});

test('leads come page by page, spam in a list of its own', async () => {
  const made: string[] = [];
  for (let index = 0; index < 30; index++) {
    made.unshift((await leadFor(hubspot('many/ok'))).leadId);
  }
  const { leadId: spam } = await leadFor(hubspot('many/ok'), { spamReason: 'honeypot' });
  const first = await page('');
  const second = await page(`before=${first.older}`);
  expect([...first.lines, ...second.lines].map(({ leadId }) => leadId)).toEqual(made);
  expect(second.older).toBeNull();
  expect((await page('list=spam')).lines).toMatchObject([{ leadId: spam, deliveries: [] }]);
  expect((await page('before=nonsense')).lines).toHaveLength(25);
});

test('what was given up is listed with its lead, and sent once more: one, or all, by whom', async () => {
  const letters = [];
  for (const name of ['a', 'b', 'c']) {
    const lead = await leadFor(hubspot(`dead-${name}/invalid`));
    await lead.round();
    letters.push(lead);
  }
  const [first, second] = letters;
  await env.DB.prepare("UPDATE leads SET sealed_fields = '' WHERE lead_id = ?1")
    .bind(second?.leadId)
    .run();
  const late = await leadFor(hubspot('dead-late/status/500'));
  await late.round();
  const given = await page('list=undelivered');
  expect(given.counts.undelivered).toBe(3);
  expect(given.waiting).toEqual({ count: 1, oldestAt: START });
  expect(given.letters.map(({ leadId }) => leadId)).toEqual(
    letters.map(({ leadId }) => leadId).reverse(),
  );
  await reviveMessages(env.DB, { messageId: null, actor: 'ada@example.com', now: START });
  for (const lead of letters) await lead.round();
  // The one that was erased meanwhile has ended, the others are given up again.
  expect(await second?.message()).toMatchObject({ state: 'dead', ended_as: 'erased' });
  expect(await page('list=undelivered')).toMatchObject({
    counts: { undelivered: 2 },
    replays: [{ actor: 'ada@example.com', messageId: null, messages: 3 }],
  });
  const location = async (leadId: string | undefined) =>
    (await replay(`lead_${leadId}_crm`, editor)).headers.get('Location');
  expect(await location(second?.leadId)).toBe('/report/leads/?list=undelivered&sent=0');
  expect(await location(first?.leadId)).toBe('/report/leads/?list=undelivered&sent=1');
  expect(await rowsOf('replays')).toMatchObject([
    { messages: 3 },
    { actor: 'report key', message_id: `lead_${first?.leadId}_crm`, messages: 1 },
  ]);
  // It went out at once: the tests' site has no such destination.
  await vi.waitFor(async () =>
    expect(await first?.message()).toMatchObject({ last_error: 'crm:crm is not set up' }),
  );
});

test('viewers, share links and other sites neither send nor take leads away', async () => {
  const reader = await viewer();
  expect((await get('/report/leads/', reader)).status).toBe(200);
  expect((await get('/report/api/leads.csv', reader)).status).toBe(403);
  expect((await replay('all', reader)).status).toBe(403);
  expect((await replay('all', { ...editor, Origin: 'https://evil.example' })).status).toBe(403);
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  const expiresAt = Date.now() + 3_600_000;
  const claim = { id: '00000000000000b1', experimentId: 'leads', expiresAt };
  await insertShareLink(env.DB, { ...claim, createdAt: 0, createdBy: 'x' }).run();
  const share = `?share=${await writeShareToken(claim, keys)}`;
  expect((await get(`/report/leads/${share}`, {})).status).toBe(401);
});

test('the CSV holds every lead with its fields, and nothing that a spreadsheet would run', async () => {
  const typed = { ...TYPED, note: '=HYPERLINK("https://evil.example")', old_field: 'kept' };
  const { leadId } = await leadFor(hubspot('csv/ok'), { typed });
  const answer = await get('/report/api/leads.csv', editor);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  const [head, line] = (await answer.text()).split('\r\n');
  expect(head).toContain('lead_id,submitted_at,form,landing');
  expect(head).toContain('field_email,field_company,field_size,field_note,other_fields');
  expect(line).toContain(`${leadId},2026-11-23T09:00:00.000Z,signup,/demo/,google,spring sale`);
  expect(line).toContain('"\'=HYPERLINK(""https://evil.example"")"');
  expect(line).toContain('"{""old_field"":""kept""}"');
});
