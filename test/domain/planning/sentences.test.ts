import { test } from 'vitest';
import { planSchema } from '#experiments/definition/experiment/experiment.ts';
import { planLines, planYaml } from '#experiments/planning/plan-lines.ts';
import { planSentences } from '#experiments/planning/plan-sentences.ts';
import { planWords } from '#experiments/planning/plan-words.ts';
import type { PlanQuestion } from '#experiments/planning/question.ts';
import { aQuestion, planned } from './builders.ts';

const words = planWords('en');
const say = (given: Partial<PlanQuestion> = {}) => planSentences(planned(aQuestion(given)), words);
const plain = (text: string | null) => text?.replaceAll('\u202f', ' ');

test('says how long, how many visitors and what they find', ({ expect }) => {
  expect(plain(say({ visitorsPerDay: 4_000 }).answer)).toBe(
    'Run it for 4 weeks: 92,824 visitors find a lift of 15 % on a rate of 3 %, 80 % of the time, however often you look.',
  );
});

test('says in words what little traffic cannot find, and what to do instead', ({ expect }) => {
  expect(plain(say({ visitorsPerDay: 280 }).answer)).toBe(
    'A lift of 15 % takes 48 weeks with 280 visitors a day. This page cannot detect less than 39 % in 8 weeks: pool pages, test a bolder change, or use an earlier metric. Pooled pages need 1,658 visitors a day together for 8 weeks.',
  );
});

test('says when 8 weeks find nothing at all, and counts many weeks in years', ({ expect }) => {
  const { answer } = say({ visitorsPerDay: 3 });
  expect(plain(answer)).toMatch(/^A lift of 15 % takes more than 84 years with 3 visitors a day\./);
  expect(answer).toContain('This page cannot detect any change in 8 weeks: pool pages');
});

test('speaks of those who take part where not every visitor does', ({ expect }) => {
  expect(say({ share: 0.5 }).answer).toContain('with 200 participating visitors a day');
});

test('calls a change downwards a drop', ({ expect }) => {
  const { answer, price } = say({ mde: -0.2, visitorsPerDay: 4_000 });
  expect(plain(answer)).toContain('find a drop of 20 % on a rate of 3 %');
  expect(plain(price)).toContain('with a true \u221220 %');
});

test('says what daily looks cost and what they give', ({ expect }) => {
  expect(plain(say().price)).toBe(
    'An answer that you may look at daily needs 1.9 times the visitors of one look at the end (48,386). In return you may stop on the day it decides: half of the experiments with a true +15 % have it after 124 days, 86 % have it by 92,824 visitors of control and one treatment.',
  );
});

test('promises no decision before two weeks, and says why', ({ expect }) => {
  const { price, twoWeeks } = say({ visitorsPerDay: 40_000 });
  expect(price).toContain('have it within the first two weeks');
  expect(twoWeeks).toBe(
    'The visitors are in after 3 days; two whole weeks let every weekday count the same.',
  );
  expect(say().twoWeeks).toBeNull();
});

test('says that several treatments share alpha', ({ expect }) => {
  expect(plain(say({ weights: [1, 1, 1] }).shared)).toBe(
    '2 treatments share the 5 % chance of a false finding: each is compared with control at 2.5 %.',
  );
  expect(say().shared).toBeNull();
});

test('rounds what can be found away from zero, never towards it', ({ expect }) => {
  expect([0.372, 0.38, 0.0701, 0.15, 1.234].map(words.atLeast).map(plain)).toEqual([
    '38 %',
    '38 %',
    '7.1 %',
    '15 %',
    '130 %',
  ]);
});

test('writes rates with the digits that count', ({ expect }) => {
  expect([0.03, 0.0345, 0.00123, 0.5].map(words.percent).map(plain)).toEqual([
    '3 %',
    '3.45 %',
    '0.123 %',
    '50 %',
  ]);
});

test.for([{}, { baseline: 0.9, mde: 0.1, weights: [1, 1] }, { mde: -0.2 }])(
  'writes a plan that the experiment file accepts: %o',
  (given, { expect }) => {
    const lines = planLines(planned(aQuestion(given)));
    expect(planSchema.parse(lines)).toEqual(lines);
  },
);

test('writes the plan as it is pasted', ({ expect }) => {
  expect(planYaml(planned())).toBe(
    'plan:\n  visitors: 92824\n  mdeBp: 1500\n  power: 0.8\n  alpha: 0.05',
  );
});
