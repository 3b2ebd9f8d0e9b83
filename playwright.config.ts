import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './test/support/chromium.ts';

const found = findChromium();
if (!found.ok) throw new Error(found.sentence);

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  // Every worker starts a server of its own: more of them cost more than they save on a small machine.
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: found.path, args: [...CHROMIUM_FLAGS] },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  },
});
