import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { type PreparedSite, prepareSite, removeState } from './chaos-site.ts';
import { playFullDisk } from './full-disk.ts';
import { playKills } from './kills.ts';

// The short part of `npm run test:chaos`.
const state = mkdtempSync(join(tmpdir(), 'truelift-chaos-'));
let prepared: PreparedSite;

beforeAll(async () => {
  prepared = await prepareSite(state, 9_500);
}, 120_000);
afterAll(() => removeState(state));

test('a full disk refuses what it cannot keep, loses nothing, serves pages, and heals', {
  timeout: 120_000,
}, async ({ expect, skip }) => {
  const outcome = await playFullDisk(prepared);
  if (!outcome.ok) return skip(outcome.sentence);
  expect(outcome.faults).toEqual([]);
  expect([outcome.lost, outcome.served]).toEqual([0, outcome.pages]);
  expect(outcome.acknowledged).toBeGreaterThan(50);
  expect(Object.values(outcome.refused).every((count) => count > 0)).toBe(true);
  expect(outcome.healed).toBeGreaterThan(0);
});

test('a server killed while it writes and counts has kept all that it acknowledged, whole and once', {
  timeout: 120_000,
}, async ({ expect }) => {
  const seed = `smoke-${new Date().toISOString().slice(0, 10)}`;
  const outcome = await playKills(prepared, { kills: 1, senders: 8, seed, cronEvery: 1 });
  expect(outcome.faults).toEqual([]);
  expect(outcome.figures).toMatchObject({ lost: 0, missing: 0, partial: 0, twice: 0, invented: 0 });
  expect(outcome.figures.acknowledged).toBeGreaterThan(300);
  expect(outcome.rebuilt).toEqual([]);
  expect(outcome.statistics).toBeGreaterThan(100);
});
