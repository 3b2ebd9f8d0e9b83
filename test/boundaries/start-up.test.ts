import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';

const STATEMENT = /^(?:import|export)\s+(?!type\b)([^;]*?)\bfrom\s+'([^']+)';/gms;

/** What a module loads when it is loaded: its imports but those of types and those inside functions. */
function loadedBy(file: string, seen: Map<string, string>): Map<string, string> {
  for (const [, names = '', from = ''] of readFileSync(file, 'utf8').matchAll(STATEMENT)) {
    const list = /\{(.*)\}/s.exec(names)?.[1]?.split(',') ?? [''];
    if (list.every((name) => /^\s*(type\s|$)/.test(name)) && names.includes('{')) continue;
    const found = from.startsWith('#')
      ? join(ROOT, from.slice(1))
      : from.startsWith('.')
        ? normalize(join(dirname(file), from))
        : from;
    if (seen.has(found)) continue;
    seen.set(found, file.slice(ROOT.length));
    if (existsSync(found)) loadedBy(found, seen);
  }
  return seen;
}

test('an isolate that starts for a page view loads no router, jobs, schemas or anything of Astro', () => {
  const loaded = loadedBy(join(ROOT, 'worker/app.ts'), new Map());
  // The walk sees packages at all, by the one that tells bots.
  expect(loaded.has('isbot')).toBe(true);
  const late = /^(zod|hono|astro|@astrojs)|\/worker\/(router|cron|reporting\/|outbox\/|leads\/)/;
  expect([...loaded].filter(([name]) => late.test(name))).toEqual([]);
});
