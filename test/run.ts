import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { say } from '#site/commands/terminal.ts';
import { findOrInstallChromium } from './support/chromium.ts';
import {
  runStep,
  type Totals,
  totalsOfPlaywright,
  totalsOfStep,
  totalsOfVitest,
} from './support/step.ts';

// npm test: build, lint, types, vitest, browser; the last line is "N passed, N failed".
const state = join(ROOT, '.truelift/test');
const results = 'test-results';
rmSync(join(ROOT, results), { recursive: true, force: true });
for (const folder of [state, join(ROOT, results)]) mkdirSync(folder, { recursive: true });
const env = toolEnvironment(state);

async function build(): Promise<Totals> {
  ensureSecrets(join(ROOT, '.dev.vars'));
  const built = await buildSite(env);
  if (!built.ok) say(built.sentence);
  return totalsOfStep(built.ok ? 0 : 1);
}

async function lint(): Promise<Totals> {
  return totalsOfStep(await runStep(['node_modules/@biomejs/biome/bin/biome', 'check'], env));
}

async function types(): Promise<Totals> {
  return totalsOfStep(await runStep(['test/types.ts'], env));
}

async function vitest(): Promise<Totals> {
  const report = `${results}/vitest.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return totalsOfVitest(
    report,
    await runStep(['node_modules/vitest/vitest.mjs', 'run', ...reporters], env),
  );
}

async function browser(): Promise<Totals> {
  const chromium = findOrInstallChromium(say);
  say(chromium.ok ? `Chromium: ${chromium.path} (${chromium.how}).` : chromium.sentence);
  if (!chromium.ok) return totalsOfStep(1);
  const report = `${results}/playwright.json`;
  const code = await runStep(['node_modules/playwright/cli.js', 'test', '--reporter=list,json'], {
    ...env,
    CHROMIUM_PATH: chromium.path,
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(ROOT, report),
  });
  return totalsOfPlaywright(report, code);
}

const sum = { passed: 0, failed: 0 };
for (const step of [build, lint, types, vitest, browser]) {
  say(`\n── ${step.name}`);
  const { passed, failed } = await step();
  sum.passed += passed;
  sum.failed += failed;
}
say(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 ? 0 : 1);
