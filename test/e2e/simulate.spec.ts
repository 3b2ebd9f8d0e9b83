import { expect } from '@playwright/test';
import { simulateHttp } from '#test/simulate/http/simulate-http.ts';
import { test } from '#test/support/browser-test.ts';

test('the report counts 400 simulated visitors exactly as the simulation did', async ({ site }) => {
  test.setTimeout(120_000);
  const { books, lines, reports } = await simulateHttp({
    base: site.origin,
    reportKey: site.reportKey,
    visitors: 400,
    seed: 'browser-tests',
    concurrency: 8,
  });
  expect(books.surprises).toEqual([]);
  expect(lines.filter(({ expected, counted }) => expected !== counted)).toEqual([]);
  expect(lines.filter(({ expected }) => expected > 0).length).toBeGreaterThan(40);
  expect(reports.flatMap(({ srm }) => (srm.ok && srm.mismatch ? [srm] : []))).toEqual([]);
});
