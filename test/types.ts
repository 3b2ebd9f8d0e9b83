import { runStep } from './support/step.ts';

// npm run types: the whole tree with Astro's checker, then the rooms that may know less of the world.
const CHECKS = [
  ['node_modules/astro/bin/astro.mjs', 'check'],
  ['node_modules/typescript/bin/tsc', '--project', 'experiments'],
  ['node_modules/typescript/bin/tsc', '--project', 'worker'],
  ['node_modules/typescript/bin/tsc', '--project', 'test/worker'],
] as const;

let failed = false;
for (const check of CHECKS) {
  const code = await runStep(check, { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' });
  failed ||= code !== 0;
}
process.exit(failed ? 1 : 0);
