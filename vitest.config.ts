import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { getViteConfig } from 'astro/config';
import { defineConfig } from 'vitest/config';
import { startReceiver } from './test/support/worker/receiver.ts';
import { WORKER_TEST_SECRETS } from './test/support/worker/secrets.ts';

/** A busy machine is slow, not wrong. */
const testTimeout = 30_000;
/** Starting a process and its modules anew for every file would be most of the work. */
const isolate = false;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'domain',
          environment: 'node',
          testTimeout,
          isolate,
          include: ['test/{domain,golden,boundaries,commands,simulate,chaos}/**/*.test.ts'],
        },
      },
      getViteConfig(
        {
          test: {
            name: 'site',
            environment: 'node',
            testTimeout,
            include: ['test/site/**/*.test.ts'],
          },
        },
        // The site's own configuration would start the Worker; components need only the compiler.
        {
          configFile: false,
          root: import.meta.dirname,
          srcDir: './site',
          devToolbar: { enabled: false },
        },
      ),
      {
        plugins: [
          cloudflareTest(async () => ({
            main: './test/worker/entry.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ...WORKER_TEST_SECRETS,
                // How many odd queries a test takes; `npm run test:queries` asks for all.
                TEST_QUERIES: process.env.TEST_QUERIES ?? '400',
                // The same for inputs to every public door; `npm run test:fuzz` asks for 100 000.
                TEST_FUZZ: process.env.TEST_FUZZ ?? '5000',
                TEST_FUZZ_SEED: process.env.TEST_FUZZ_SEED ?? '',
                TEST_MIGRATIONS: await readD1Migrations('./worker/store/migrations'),
              },
              assets: { directory: './test/worker/pages', binding: 'ASSETS' },
              // Nothing leaves the machine: a call home fails the test that made it. Messages to
              // receiver.test meet a real server of the tests' own.
              outboundService: await startReceiver(),
            },
          })),
        ],
        test: {
          name: 'worker',
          testTimeout,
          isolate,
          include: ['test/worker/**/*.test.ts'],
          setupFiles: ['./test/support/worker/empty-database.ts'],
        },
      },
    ],
  },
});
