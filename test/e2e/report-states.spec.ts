import { expect, type Page } from '@playwright/test';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { STATES } from '#test/seed/states.ts';
import { axeFaults } from './axe.ts';
import { test } from './demo-site.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

type Told = {
  /** The sentence of the page, and the line of the list. */
  readonly page: RegExp;
  readonly line: RegExp;
  /** What else stands on the page. */
  readonly evidence: readonly (string | RegExp)[];
};

const BETTER = /“\w+” is better: at least \+[\d.]+\s% \(range \+[\d.]+ to \+[\d.]+\s%\)\./;

/** What a reader meets in each state of the demo. */
const TOLD: Readonly<Record<keyof typeof STATES, Told>> = {
  empty: { page: /^No visitors yet/, line: /^No visitors yet/, evidence: ['none yet'] },
  young: {
    page: /^The first look is taken tonight/,
    line: /^The first look is taken tonight/,
    evidence: ['First look at the end of'],
  },
  'low-traffic': {
    page: /^Too early: .*Too few visitors for this question/,
    line: /^No decision yet: about [\d,]+ days, because too few visitors/,
    evidence: ['What the last look saw'],
  },
  undecided: {
    page: /^No decision yet: “sheet” anywhere from −.* to \+.*more days at the present pace\.$/,
    line: /^No decision yet: about \d+ days\.$/,
    evidence: ['What the last look saw', 'Next look at the end of'],
  },
  'ahead-wait': {
    page: /“email-only” is ahead: at least .*, but wait until .* 9 of 14 days are in/,
    line: /“email-only” is ahead: .* Wait until \w+ \d+\.$/,
    evidence: ['first left zero on', /Ahead, wait/],
  },
  worse: { page: /^Worse than control: “question” −/, line: /^Worse than/, evidence: [/Worse/] },
  better: {
    page: /Per 1,000 visitors [\d.]+ → [\d.]+ seats\. Plan with the low end\.$/,
    line: BETTER,
    evidence: ['first left zero on', 'exploratory'],
  },
  flat: {
    page: /^Effects beyond ±12\.0\s% are ruled out; choose on cost\.$/,
    line: /^Effects beyond ±12\.0\s% are ruled out; choose on cost\.$/,
    evidence: [/No difference/],
  },
  srm: {
    page: /^Do not read: the split is \d.* where 50\/50 was planned, so visitors are being lost/,
    line: /^Do not read: the split is \d.* where 50\/50 was planned\.$/,
    evidence: ['50/50'],
  },
  ended: {
    page: /^Ended\. Winner on record: “hour”\. Last reading: “hour” is better/,
    line: /^Ended\. Winner on record: “hour”\./,
    evidence: ['An hour is believed where a word is not'],
  },
  'ended-worse': {
    page: /^Ended\. Winner on record: “control”\. Last reading: Worse than control/,
    line: /^Ended\. Winner on record: “control”\./,
    evidence: ['Learned'],
  },
  bandit: {
    page: /^No decision yet: “pumps” anywhere from .*; “boards” anywhere from/,
    line: /^No decision yet: about \d+ days\.$/,
    evidence: ['Each variant’s chance to be best, with the floor.', 'bandit with a floor of 10 %'],
  },
  revenue: {
    page: /Per visitor €[\d.]+ → €[\d.]+\. Plan with the low end\.$/,
    line: /Per visitor €/,
    evidence: [/€\d/],
  },
  'not-randomised': {
    page: /^Not randomised by us\. “dates” is better: .*may have sent different people to each/,
    line: /^Not randomised by us: “dates” is better: at least/,
    evidence: [
      'not randomised by us',
      'No lifts by value yet',
      'where your file declares 50 / 50',
      'so weights, ramps and bandits are set there',
    ],
  },
  pooled: { page: BETTER, line: BETTER, evidence: ['/trades/heating/', '/trades/lift/'] },
};

const cardOf = (page: Page, id: string) =>
  page.locator('.card', { has: page.locator(`a[href="/report/${id}/"]`) }).first();

test('the list says every state in one line, without a bold number, and axe finds nothing', async ({
  page,
  demo,
}) => {
  await page.goto(demo.reportPath);
  for (const [name, { line }] of Object.entries(TOLD)) {
    const { experimentId } = STATES[name as keyof typeof STATES];
    await expect(cardOf(page, experimentId).locator('.card-sentence'), name).toHaveText(line);
  }
  expect(await page.locator('.card strong, .card b').count()).toBe(0);
  const chart = cardOf(page, 'guide-cover').getByRole('img');
  await expect(chart).toHaveAccessibleName(/^visitors a day from .* to .*: \d+ to \d+$/);
  const alerts = page.getByRole('region', { name: 'Open alerts' });
  await expect(alerts.getByRole('link', { name: /split of visitors/ })).toHaveAttribute(
    'href',
    '/report/parts-video/',
  );
  expect(await axeFaults(page)).toEqual([]);
});

for (const [name, { experimentId }] of Object.entries(STATES)) {
  const told = TOLD[name as keyof typeof STATES];
  test(`${name}: the sentence, what it rests on, and no fault that axe finds`, async ({
    page,
    demo,
  }) => {
    await page.goto(demo.reportPath);
    await page.goto(`/report/${experimentId}/`);
    await expect(page.locator('.state-sentence')).toHaveText(told.page);
    for (const text of told.evidence) await expect(page.locator('main')).toContainText(text);
    const answer = await page.request.get(`/report/api/experiments/${experimentId}.json`);
    const report = experimentReportSchema.parse(await answer.json());
    await expect(page.locator('.state-sentence')).toHaveText(report.state.sentence);
    const words = await page.locator('main').innerText();
    expect(words).not.toMatch(/NaN|undefined|Infinity|\bnull\b|\[object/);
    for (const width of [360, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${width} px`).toBe(0);
    }
    expect(await axeFaults(page)).toEqual([]);
  });
}

test('a bandit has an epoch for every move, and the log says who moved what', async ({
  page,
  demo,
}) => {
  await page.goto(demo.reportPath);
  const answer = await page.request.get(
    `/report/api/experiments/${STATES.bandit.experimentId}.json`,
  );
  const { epochs } = experimentReportSchema.parse(await answer.json());
  expect(epochs.length).toBeGreaterThan(10);
  for (const { weightsBp } of epochs) {
    expect(Math.min(...weightsBp)).toBeGreaterThanOrEqual(STATES.bandit.bandit.floorBp - 1);
    expect(weightsBp.reduce((sum, weight) => sum + weight, 0)).toBe(10_000);
  }
});

test('what somebody ends from the report says so here and in the list', async ({ page, demo }) => {
  await page.goto(demo.reportPath);
  await page.goto(`/report/${STATES.worse.experimentId}/`);
  const controls = page.locator('details.control', { hasText: /^\s*End/ });
  await controls.locator('summary').click();
  await controls.getByLabel(/Why|Reason/i).fill('It loses, and that is known.');
  await controls.getByRole('button').click();
  await expect(page.locator('.state-sentence')).toHaveText(
    /^Ended from the report on .*: everybody sees the control\. Last reading: Worse than control/,
  );
  await page.goto('/report/');
  await expect(
    page.getByRole('region', { name: 'Ended' }).locator('.card', { hasText: 'Guide: a question' }),
  ).toContainText('Ended from the report');
});
