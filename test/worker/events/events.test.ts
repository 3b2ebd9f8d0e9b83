import { expect, test } from 'vitest';
import { aConversion, anExposure, PHONE, rowsOf, send, variantOf, visit } from '../visit.ts';

test('stores an exposure for every experiment that the visitor is in, with its arrival', async () => {
  const page = await visit('/demo/', PHONE);
  const answer = await send(page, [anExposure()]);
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ accepted: 1, duplicate: 0, rejected: [] });
  const exposures = await rowsOf('exposures');
  expect(exposures.map((row) => [row.experiment_id, row.variant_id])).toEqual([
    ['headline', variantOf(page.view, 'headline')],
    ['layout', variantOf(page.view, 'layout')],
  ]);
  expect(exposures[0]).toMatchObject({
    mode: 'cookie',
    unit: 'visitor',
    device: 'mobile',
    epoch: 1,
    is_returning: 0,
    bot_reasons: 0,
    flag: null,
  });
  const [touchpoint] = await rowsOf('touchpoints');
  // Nobody said yes to ads: that there was a click is kept, which one is not.
  const query = 'utm_source=google&gclid=redacted';
  expect(touchpoint).toMatchObject({ query, landing: '/demo/' });
  expect(exposures[1]).toMatchObject({ source: 'google', campaign: '', creative: '', keyword: '' });
});

test('exposes nobody who is outside allocation and audience, but keeps the arrival', async () => {
  let page = await visit('/half/');
  while (variantOf(page.view, 'half') !== 'allocation') page = await visit('/half/');
  await send(page, [anExposure()]);
  expect(await rowsOf('exposures')).toEqual([]);
  expect(await rowsOf('touchpoints')).toHaveLength(1);
});

test('counts a repeated event once, however it comes', async () => {
  const page = await visit('/demo/');
  const events = [anExposure(), aConversion('cta')];
  expect(await (await send(page, events)).json()).toMatchObject({ accepted: 2, duplicate: 0 });
  expect(await (await send(page, events)).json()).toMatchObject({ accepted: 0, duplicate: 2 });
  const [first] = events;
  expect(await (await send(page, [first, first])).json()).toMatchObject({ duplicate: 2 });
  expect(await rowsOf('conversions')).toHaveLength(1);
  const ledger = await rowsOf('ledger');
  expect(ledger.map(({ kind, accepted, duplicate }) => ({ kind, accepted, duplicate }))).toEqual([
    { kind: 'conversion', accepted: 1, duplicate: 1 },
    { kind: 'exposure', accepted: 1, duplicate: 3 },
  ]);
});

test('keeps the first exposure of a visitor who comes again', async () => {
  const first = await visit('/demo/');
  await send(first, [anExposure()]);
  const again = await visit('/demo/', { Cookie: first.cookie });
  expect(await (await send(again, [anExposure()])).json()).toMatchObject({ accepted: 1 });
  expect(await rowsOf('exposures')).toHaveLength(2);
  expect(await rowsOf('touchpoints')).toHaveLength(2);
  expect(await rowsOf('multi_exposures')).toHaveLength(0);
});

test('rejects a faulty event by itself and stores the rest', async () => {
  const page = await visit('/demo/');
  const answer = await send(page, [
    anExposure(),
    { ...aConversion('cta'), id: 'not-a-uuid' },
    { id: crypto.randomUUID(), type: 'purchase', at: 1 },
    aConversion('won'),
    { ...aConversion('cta'), value: { minor: 100, currency: 'EUR' } },
    { ...aConversion('paid'), value: { minor: 100, currency: 'USD' } },
    { ...aConversion('paid'), value: { minor: 1.5, currency: 'EUR' } },
    null,
    { ...aConversion('paid'), value: { minor: 100, currency: 'EUR' } },
  ]);
  expect(answer.status).toBe(202);
  const { accepted, rejected } = await answer.json<{
    accepted: number;
    rejected: { index: number; code: string }[];
  }>();
  expect(accepted).toBe(2);
  expect(rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'invalid-event'],
    [2, 'invalid-event'],
    [3, 'metric-not-from-browser'],
    [4, 'value-not-accepted'],
    [5, 'value-not-accepted'],
    [6, 'invalid-event'],
    [7, 'invalid-event'],
  ]);
  const rejects = await rowsOf('rejects');
  expect(rejects.map((row) => [row.code, row.rejected])).toEqual([
    ['invalid-event', 4],
    ['metric-not-from-browser', 1],
    ['value-not-accepted', 2],
  ]);
});

test('keeps payloads of the first hundred rejects of a code, and counts all', async () => {
  const page = await visit('/demo/');
  for (let count = 0; count < 4; count++) await send(page, Array(40).fill({ type: 'nonsense' }));
  expect(await rowsOf('rejects')).toMatchObject([{ code: 'invalid-event', rejected: 160 }]);
  expect(await rowsOf('reject_samples')).toHaveLength(100);
});

test('stores a conversion of an unknown metric, flagged', async () => {
  const page = await visit('/demo/');
  expect(await (await send(page, [aConversion('no-such-metric')])).json()).toMatchObject({
    accepted: 1,
  });
  expect(await rowsOf('conversions')).toMatchObject([{ flag: 'unknown-metric' }]);
});

test('believes the client clock for two days back and never ahead', async () => {
  const page = await visit('/demo/');
  const now = Date.now();
  const hour = 3_600_000;
  await send(page, [
    aConversion('cta', now - 47 * hour),
    aConversion('cta', now - 49 * hour),
    aConversion('cta', now + 10 * hour),
    aConversion('cta', 0),
  ]);
  const rows = await rowsOf('conversions');
  expect(rows.map((row) => row.occurred_at === row.received_at)).toEqual([false, true, true, true]);
});
