declare namespace Cloudflare {
  interface Env {
    /** Given by `vitest.config.ts` to the Worker under test. */
    readonly TEST_QUERIES: string;
    readonly TEST_FUZZ: string;
    /** '' for one that nobody chose. */
    readonly TEST_FUZZ_SEED: string;
    readonly TEST_MIGRATIONS: import('@cloudflare/vitest-plugin').D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import('#test/worker/entry.ts');
  }
}
