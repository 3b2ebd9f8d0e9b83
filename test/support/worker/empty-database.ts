import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest';
import { restartWorker, unfinishedWork } from '#test/worker/app-under-test.ts';

/** Every file of tests starts with a Worker that knows nothing and receivers that saw nothing. */
beforeAll(async () => {
  restartWorker();
  await fetch('http://receiver.test/all/forget');
});

/** Every test of the Worker starts with migrated, empty tables. */
beforeEach(async () => {
  await reset();
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
});

/** What still goes on behind answers would write into the tables of the next file. */
afterAll(async () => {
  await fetch('http://receiver.test/all/forget');
  await vi.waitFor(() => expect(unfinishedWork()).toBe(0), { timeout: 20_000 });
});
