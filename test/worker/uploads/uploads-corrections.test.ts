import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { DealEvent } from '#experiments/revenue/deal-state.ts';
import { judgeExport } from '#worker/store/uploads/judge-export.ts';
import { readExportLeads } from '#worker/store/uploads/read-exports.ts';
import { refreshUploads } from '#worker/uploads/refresh-uploads.ts';
import {
  aDeal,
  aLead,
  DAY,
  dataKeys,
  exported,
  GOOGLE_FILE,
  refreshed,
  START,
  states,
  told,
  wonFor,
} from './upload-world.ts';

const HOUR = 3_600_000;
const LATER = START + 5 * DAY;
const won = wonFor(90_000, START + 3 * DAY);
const lost = (at: number): DealEvent => ({ id: `l${at}`, stage: 'lost', at });
const refund = (minor: number, at: number): DealEvent => ({
  id: `r${at}`,
  stage: 'refunded',
  at,
  amount: { minor, currency: 'EUR' },
});

const TWO_NAMES = told({
  google: {
    conversions: [
      { stage: 'won', event: 'Closed won', value: 'amount' },
      { stage: 'won', event: 'Customer' },
    ],
  },
});

const MICROSOFT = told({
  microsoft: { conversions: [{ stage: 'won', event: 'Closed won', value: 'amount' }] },
});

/** Lines of a file without its first row and header. */
function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split('\r\n').slice(2, -1);
}

test('a deal won again has a second of its own at Google: the same click and time would be dropped', async () => {
  await aLead('again');
  const deal: DealEvent[] = [won];
  const times: (string | undefined)[] = [];
  for (let round = 0; round < 3; round++) {
    const at = LATER + 2 * round * DAY;
    await aDeal('again', deal, { at });
    const [file] = await exported(GOOGLE_FILE, at);
    times.push(
      ...linesOf(file?.text)
        .filter((line) => line.includes('Closed won'))
        .map((line) =>
          line
            .split(',')
            .filter((_, cell) => [0, 2, 5].includes(cell))
            .join(' '),
        ),
    );
    deal.push(lost(at + HOUR));
    await aDeal('again', deal, { at: at + HOUR });
    await exported(GOOGLE_FILE, at + 2 * HOUR);
    deal.push(wonFor(90_000, at + 3 * HOUR, `w${round}`));
  }
  expect(times).toEqual([
    'Ab_again 2026-02-06 10:00:00 crm.deal-again.won',
    'Ab_again 2026-02-06 10:00:01 crm.deal-again.won~2',
    'Ab_again 2026-02-06 10:00:02 crm.deal-again.won~4',
  ]);
});

test('Microsoft, which knows a conversion by click and time alone, is told of the second that it has to take back', async () => {
  await aLead('ms', { clicks: { msclkid: 'cdd4afcccb1c9a4cad9544dd7e5006d5' } });
  await aDeal('ms', [won], { at: LATER });
  await exported(MICROSOFT, LATER, { platform: 'microsoft' });
  const first = lost(LATER + HOUR);
  await aDeal('ms', [won, first], { at: LATER + HOUR });
  await exported(MICROSOFT, LATER + 2 * HOUR, { platform: 'microsoft' });
  const rewon = wonFor(90_000, LATER + 3 * HOUR, 'w2');
  await aDeal('ms', [won, first, rewon], { at: LATER + 3 * HOUR });
  await exported(MICROSOFT, LATER + 4 * HOUR, { platform: 'microsoft' });
  await aDeal('ms', [won, first, rewon, lost(LATER + 5 * HOUR)], { at: LATER + 5 * HOUR });
  const [bulk] = await exported(MICROSOFT, LATER + 6 * HOUR, { platform: 'microsoft' });
  expect(linesOf(bulk?.text)).toEqual([
    expect.stringContaining(
      ',Closed won,2/6/2026 9:00:01 AM,,cdd4afcccb1c9a4cad9544dd7e5006d5,Retract,',
    ),
  ]);
});

test('a restatement and a retraction of one order that leave together end taken back, in their order', async () => {
  await aLead('both');
  await aDeal('both', [won], { at: LATER });
  await exported(GOOGLE_FILE, LATER);
  const part = refund(30_000, LATER + HOUR);
  await aDeal('both', [won, part], { at: LATER + HOUR });
  const [restated] = await exported(GOOGLE_FILE, LATER + 2 * HOUR);
  await aDeal('both', [won, part, lost(LATER + 3 * HOUR)], { at: LATER + 3 * HOUR });
  // Once more from the day on: the file holds what was in the last one, and what is new.
  const [overlap, ...others] = (
    await exported(GOOGLE_FILE, LATER + 4 * HOUR, { since: LATER + HOUR })
  ).filter(({ name }) => name.startsWith('google-ads-adjustments'));
  expect(others).toEqual([]);
  expect(linesOf(overlap?.text)).toEqual([
    ...linesOf(restated?.text),
    'crm.deal-both.won,Closed won,2026-02-08 13:00:00,RETRACT,,',
  ]);
  const deal = "conversion_id = 'crm.deal-both.won'";
  const takenBack = [
    'crm.deal-both.won 0 new: retracted',
    'crm.deal-both.won 1 restate: retracted',
    'crm.deal-both.won 2 retract: exported',
  ];
  expect(await states(deal)).toEqual(takenBack);
  // Whoever asks for an overlap again gets nothing that would bring it back.
  const again = await exported(GOOGLE_FILE, LATER + 5 * HOUR, { since: LATER });
  expect(again.flatMap(({ text }) => linesOf(text)).filter((line) => line.includes('won'))).toEqual(
    ['crm.deal-both.won,Closed won,2026-02-08 13:00:00,RETRACT,,'],
  );
  expect(await states(deal)).toEqual(takenBack);
});

test('two corrections within one second keep their order: the later one waits for a second of its own', async () => {
  await aLead('fast');
  await aDeal('fast', [won], { at: LATER });
  await exported(GOOGLE_FILE, LATER);
  const part = refund(30_000, LATER + HOUR);
  await aDeal('fast', [won, part], { at: LATER + HOUR });
  await exported(GOOGLE_FILE, LATER + HOUR);
  await aDeal('fast', [won, part, lost(LATER + HOUR)], { at: LATER + HOUR });
  expect(await exported(GOOGLE_FILE, LATER + HOUR)).toEqual([]);
  const deal = "conversion_id = 'crm.deal-fast.won'";
  expect((await states(deal)).at(-1)).toBe('crm.deal-fast.won 2 retract: eligible');
  const [file] = await exported(GOOGLE_FILE, LATER + HOUR + 60_000);
  expect(linesOf(file?.text)).toEqual([
    'crm.deal-fast.won,Closed won,2026-02-08 11:00:01,RETRACT,,',
  ]);
});

test('a file that was never imported needs no correction: its deal, lost meanwhile, does not leave at all', async () => {
  await aLead('unused');
  await aDeal('unused', [won], { at: LATER });
  const [file] = await exported(GOOGLE_FILE, LATER);
  await aDeal('unused', [won, lost(LATER + HOUR)], { at: LATER + HOUR });
  await refreshed(LATER + HOUR);
  const now = LATER + 2 * HOUR;
  const exportId = file?.exportId ?? '';
  await judgeExport(env.DB, exportId, { became: 'unused', by: 'tests', now, run: 'judged' });
  const leadIds = await readExportLeads(env.DB, exportId);
  await refreshUploads(env.DB, {
    catalog: GOOGLE_FILE,
    dataKeys: await dataKeys(),
    now,
    leadIds,
  });
  expect(await states("conversion_id = 'crm.deal-unused.won'")).toEqual([
    'crm.deal-unused.won 0 new: dropped',
    'crm.deal-unused.won 1 retract: dropped',
  ]);
  const files = await exported(GOOGLE_FILE, now + HOUR);
  expect(files.flatMap(({ text }) => linesOf(text))).toEqual([
    'Ab_unused,Qualified lead,2026-02-06 10:00:00,,,unused.qualified',
  ]);
});

test('one sale that a platform knows by two names leaves under both, once each', async () => {
  await aLead('named');
  await aDeal('named', [won], { at: LATER });
  const [file] = await exported(TWO_NAMES, LATER);
  expect(file).toMatchObject({ rows: 2, gone: 0 });
  expect(await states()).toEqual(Array(2).fill('crm.deal-named.won 0 new: exported'));
  expect(await exported(TWO_NAMES, LATER + HOUR)).toEqual([]);
});
