import { test as base } from 'vitest';
import { planLines } from '#experiments/planning/plan-lines.ts';
import { planWords } from '#experiments/planning/plan-words.ts';
import { catalog } from '#generated/catalog.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { answer } from '#site/commands/plan/answer.ts';
import { readOptions } from '#site/commands/plan/options.ts';
import { aReport } from '#test/domain/planning/builders.ts';
import { KEY, serveReports } from './run-plan.ts';

const TYPED = ['--baseline', '3%', '--mde', '15%', '--traffic', '400'];

const test = base.extend<{ site: Awaited<ReturnType<typeof serveReports>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  site: async ({}, use) => {
    const day = { visitors: [100, 100], converted: [1, 1] };
    const site = await serveReports({ 'offer-aa': aReport([day], { metric: 'trial-start' }) });
    await use(site);
    site.close();
  },
});

/** What the command answers; nobody listens at its default address, port 9. */
async function ask(given: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const options = readOptions(given);
  const around = { PORT: '9', TRUELIFT_REPORT_KEY: KEY, ...environment };
  return options.ok
    ? answer(options, { root: ROOT, environment: around, words: planWords('en') })
    : options;
}

test('plans each experiment with the change that its file names', async ({ expect }) => {
  for (const { id, plan, hypothesis } of catalog.experiments) {
    const found = await ask([id, '--baseline', '3%', '--traffic', '900']);
    expect(found).toMatchObject({ ok: true, experiment: id });
    const mdeBp = plan.mdeBp ?? hypothesis?.atLeastBp;
    expect(found.ok && planLines(found.plan)).toMatchObject({ mdeBp, power: 0.8, alpha: 0.05 });
  }
});

test.for([
  [['--mde', '15%', '--traffic', '400'], '--baseline 3% --mde 15% --traffic 400'],
  [['--baseline', '3%', '--traffic', '400'], '--mde 15%'],
  [['--baseline', '3%', '--mde', '15%'], '--traffic 400'],
  [['--baseline', '0%', '--mde', '15%', '--traffic', '400'], '--baseline 3%'],
  [['--baseline', '60%', '--mde', '70%', '--traffic', '400'], '--mde 15%'],
  [['--baseline', '3%', '--mde=-100%', '--traffic', '400'], '--mde -15%'],
  [['--baseline', '3%', '--mde', '15%', '--traffic', '0'], '--traffic 400'],
  [[...TYPED, '--variants', '1'], '--variants 2'],
  [[...TYPED, '--power', '40%'], '--power 80%'],
  [[...TYPED, '--alpha', '50%'], '--alpha 5%'],
  [[...TYPED, '--audience', '0%'], '--audience 60%'],
  [['crm-form', '--variants', '3'], 'leave out --variants'],
  [['crm-proof'], 'npm run plan -- crm-proof --baseline 3% --traffic 400'],
] as const)(
  'refuses %o in one sentence that says what to type',
  async ([given, hint], { expect }) => {
    const found = await ask(given);
    expect(found.ok ? '' : found.sentence).toContain(hint);
    expect(found.ok ? '' : found.sentence).toMatch(/^[^\n]+\.$/);
  },
);

test('says why nothing could be measured', async ({ expect, site }) => {
  expect(await ask(['offer-price-frame', '--from', site.origin])).toEqual({
    ok: false,
    sentence:
      'offer-price-frame cannot be measured: offer-price-frame is unknown to that site; offer-aa has fewer than 5 conversions, too few to plan with. Type what you know, for example npm run plan -- offer-price-frame --baseline 3% --traffic 400.',
  });
});

test('says that the report is closed, or that nobody answers', async ({ expect, site }) => {
  expect(await ask(['crm-form', '--from', site.origin], { TRUELIFT_REPORT_KEY: 'no' })).toEqual({
    ok: false,
    sentence: `The report of ${site.origin} does not accept TRUELIFT_REPORT_KEY: set that site's key in the environment. Or type --baseline 3% --traffic 400.`,
  });
  expect(await ask(['crm-form', '--from', 'http://127.0.0.1:9'])).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('http://127.0.0.1:9 does not answer ('),
  });
});
