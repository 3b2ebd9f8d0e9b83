import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { readReport } from '#worker/reporting/read-report.ts';
import { takeDueLooks } from '#worker/reporting/take-looks.ts';
import { fold } from '#worker/store/counts/fold.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import {
  catalogIn,
  DAY_MS,
  HOUR_MS,
  openEpochs,
  storedLooks,
  visitors,
  write,
} from '../report/looks-world.ts';
import { headline } from '../world.ts';

const BERLIN = 'Europe/Berlin';
const berlin = catalogIn(BERLIN);
const FIRST = startOfDay('2026-03-28', BERLIN);
const threeDays = visitors(BERLIN, FIRST + 10 * HOUR_MS, { count: 1_500, gapMs: 120_000 });

test('visitors of another definition are never added up, and forbid a verdict', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays.slice(0, 300));
  const now = startOfDay('2026-03-29', BERLIN);
  await takeDueLooks(env.DB, berlin, { now });
  const changed = { ...berlin, experiments: [{ ...headline, fingerprint: '12345678' }] };
  const { fingerprint } = headline;
  const before = threeDays.slice(0, 300).filter(({ kind }) => kind === 'exposure').length;
  const others = [{ fingerprint, visitors: before }];
  const sentence = expect.stringContaining(`${before} under f0f0f0f0`);
  const withheld = { code: 'withheld', sentence };
  const empty = await readReport(env.DB, changed, { id: 'headline', now });
  expect(empty).toMatchObject({ others, look: null, state: withheld });
  expect(empty?.variants.map(({ visitors: count }) => count)).toEqual([0, 0]);
  const tomorrow = visitors(BERLIN, now, { count: 40, gapMs: 60_000, prefix: 'w' });
  await write(
    tomorrow.map((one) =>
      one.kind === 'exposure' ? { ...one, row: { ...one.row, fingerprint: '12345678' } } : one,
    ),
  );
  for (const folded of [false, true]) {
    if (folded) await fold(env.DB, changed, now + DAY_MS);
    const again = await readReport(env.DB, changed, { id: 'headline', now: now + DAY_MS - 1 });
    expect(again).toMatchObject({ others });
  }
  const next = await readReport(env.DB, changed, { id: 'headline', now: now + DAY_MS });
  expect(next).toMatchObject({ others, state: withheld });
  expect(next?.variants.map(({ visitors: count }) => count)).toEqual([20, 20]);
  expect(next?.look?.decision).toMatchObject({ kind: 'withheld', reason: 'mixed-definitions' });
  const [old] = await storedLooks();
  expect(old?.day).toBe('2026-03-28');
});
