import { test as base } from 'vitest';
import { aReport } from '#test/domain/planning/builders.ts';
import { runPlan, serveReports } from './run-plan.ts';

const TYPED = ['--baseline', '3%', '--mde', '15%', '--traffic', '400'];

const test = base.extend<{ site: Awaited<ReturnType<typeof serveReports>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  site: async ({}, use) => {
    const day = (visitors: number, converted: number) => ({
      visitors: [visitors, visitors],
      converted: [converted, converted],
    });
    const metric = 'demo-request';
    const site = await serveReports({
      'crm-form': aReport(Array(20).fill(day(50, 2)), { metric }),
      'crm-headline': aReport(Array(20).fill(day(100, 4)), { metric }),
      'offer-aa': aReport([day(100, 1)], { metric: 'trial-start' }),
    });
    await use(site);
    site.close();
  },
});

test('plans with typed numbers: a sentence first, then tables, then lines to paste', async ({
  expect,
}) => {
  const { code, out, error } = await runPlan(TYPED);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const blocks = out.trimEnd().split('\n\n');
  expect(blocks[0]).toBe(
    'A lift of 15 % takes 34 weeks with 400 visitors a day. This page cannot detect less than 32 % in 8 weeks: pool pages, test a bolder change, or use an earlier metric. Pooled pages need 1,658 visitors a day together for 8 weeks.',
  );
  expect(blocks[1]).toBe(
    [
      '  Visitors              per variant   in total   control + one   weeks',
      '  read daily                 46,412     92,824          92,824      34',
      '  one look at the end        24,193     48,386          48,386      18',
    ].join('\n'),
  );
  expect(blocks[4]).toBe(
    [
      '  in        visitors   read daily   one look at the end',
      '  2 weeks      5,600         69 %                  48 %',
      '  4 weeks     11,200         47 %                  33 %',
      '  8 weeks     22,400         32 %                  23 %',
    ].join('\n'),
  );
  expect(blocks.at(-1)).toBe(
    'plan:\n  visitors: 92824\n  mdeBp: 1500\n  power: 0.8\n  alpha: 0.05',
  );
});

test('takes variants, power, alpha, allocation and audience', async ({ expect }) => {
  const more = ['--variants=3', '--power=90%', '--alpha=10%', '--allocation=50%', '--audience=60%'];
  const { out } = await runPlan([...TYPED, ...more, '--json']);
  const { plan, yaml } = JSON.parse(out);
  expect(plan).toMatchObject({ ok: true, alphaEach: 0.05, perDay: 120 });
  expect(plan.alwaysValid.perVariant).toHaveLength(3);
  expect(yaml).toEqual({ visitors: plan.nStar, mdeBp: 1_500, power: 0.9, alpha: 0.1 });
});

test('plans a draft from the running experiment with the most visitors on its page', async ({
  expect,
  site,
}) => {
  const { code, out } = await runPlan(['crm-proof', '--from', site.origin]);
  expect(code).toBe(0);
  expect(out).toMatch(/^crm-proof: Proof: a voice from the customer’s own trade\n/);
  expect(out).toContain(
    'Baseline 4 %: “control” of crm-headline, 80 of 2,000 visitors (95 % interval 3.23 % to 4.95 %).',
  );
  expect(out).toContain('Traffic 200 new visitors a day: mean of 14 days of crm-headline.');
  expect(out).toContain('To paste into experiments/catalog/crm-proof.yaml:');
});

test('finds the local server at PORT and measures a running experiment at itself', async ({
  expect,
  site,
}) => {
  const { out } = await runPlan(['crm-form'], { PORT: String(site.port) });
  expect(out).toContain('Baseline 4 %: “control” of crm-form');
  expect(out).toContain('crm-form.yaml is running, so its plan is frozen.');
});

test('takes what was typed before what was measured', async ({ expect, site }) => {
  const { out } = await runPlan(['crm-form', '--from', site.origin, '--baseline', '5%']);
  expect(out).toContain('Baseline 5 %: as typed.');
  expect(out).toContain('Traffic 100 new visitors a day: mean of 14 days of crm-form.');
});

test('refuses with one sentence and exit code 1', async ({ expect }) => {
  const { code, out, error } = await runPlan(['crm-prof']);
  expect([code, out]).toEqual([1, '']);
  expect(error).toMatch(
    /^There is no experiment "crm-prof". Did you mean "crm-proof"\? There are .*crm-form, crm-headline, crm-proof, .* and [a-z-]+\.\n$/,
  );
});

test('gives refusals as data with --json', async ({ expect }) => {
  const { code, out } = await runPlan([
    '--baseline',
    '1.0%',
    '--mde',
    '0%',
    '--traffic',
    '9',
    '--json',
  ]);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, reason: 'no-effect' });
});

test('explains itself', async ({ expect }) => {
  const { code, out } = await runPlan(['--help']);
  expect(code).toBe(0);
  expect(out).toContain('npm run plan -- --baseline 3% --mde 15% --traffic 400');
});
