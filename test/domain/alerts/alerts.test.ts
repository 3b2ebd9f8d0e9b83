import { describe, expect, test } from 'vitest';
import { alertsOf, outboxAlert, type Watched } from '#experiments/alerts/alert.ts';
import { collapse } from '#experiments/alerts/collapse.ts';
import type { Decision } from '#experiments/contract/decision.ts';
import type { Look } from '#experiments/contract/look.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;

function days(...converted: readonly number[]) {
  return converted.map((count, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    exposures: 1_000,
    converted: count,
  }));
}

const quiet: Watched = {
  id: 'headline',
  title: 'Headline',
  fingerprint: 'f0f0f0f0',
  state: 'running',
  look: null,
  exposedAt: NOW - HOUR,
  days: days(40, 40, 40, 40, 40, 40),
};
const rules = { now: NOW, quietHours: 12 };

describe('a collapse of conversions', () => {
  test('is a day that chance makes less often than once in 100 000', () => {
    // Poisson: P(X <= 15 | 40) = 5.5e-6, P(X <= 16 | 40) = 1.4e-5 (SciPy, poisson.cdf).
    expect(collapse(days(40, 40, 40, 40, 40, 15))).toMatchObject({ expected: 40, converted: 15 });
    expect(collapse(days(40, 40, 40, 40, 40, 16))).toBeNull();
  });

  test('is not called with few days, few conversions, or few visitors', () => {
    expect(collapse(days(40, 40, 40, 40, 0))).toBeNull();
    expect(collapse(days(19, 19, 19, 19, 19, 0))).toBeNull();
    const slow = days(40, 40, 40, 40, 40, 8).map((day, index) =>
      index === 5 ? { ...day, exposures: 200 } : day,
    );
    expect(collapse(slow)).toBeNull();
  });
});

test('an experiment where all is well is not spoken of', () => {
  expect(alertsOf(quiet, rules)).toEqual([]);
});

test('silence is told once the hours are full, for a running experiment alone', () => {
  const silent = { ...quiet, exposedAt: NOW - 12 * HOUR };
  expect(alertsOf(silent, rules)).toMatchObject([
    { kind: 'no-exposures', sentence: 'Headline: nobody has been counted for 12 hours.' },
  ]);
  expect(alertsOf({ ...quiet, exposedAt: NOW - 12 * HOUR + 1 }, rules)).toEqual([]);
  expect(alertsOf({ ...silent, state: 'paused' }, rules)).toEqual([]);
  expect(alertsOf({ ...quiet, exposedAt: null }, rules)).toEqual([]);
});

test('a better arm that an ad platform filled is told with that, and with a metric by its name', () => {
  const decided = { decision: { kind: 'better' }, treatments: [] } as unknown as Look;
  const told = (look: Look) => alertsOf({ ...quiet, look }, rules)[0]?.sentence;
  expect(told(decided)).toBe('Headline: a treatment is better. Read the report, then ship it.');
  expect(told({ ...decided, assignedBy: 'url' })).toBe(
    'Headline: Not randomised by us, a treatment is better. Read the report before you ship it.',
  );
  const comparison = { metric: 'qualified', guardrail: { status: 'fails' } };
  const failing = { ...decided, treatments: [{ variant: 'bold', comparisons: [comparison] }] };
  const named = { ...rules, labelOf: () => 'Qualified leads' };
  expect(alertsOf({ ...quiet, look: failing as unknown as Look }, named)[1]?.sentence).toBe(
    'Headline: “bold” loses more on “Qualified leads” than allowed.',
  );
});

test('the same condition has the same id, another one another', () => {
  const silent = { ...quiet, exposedAt: NOW - 12 * HOUR };
  const [now] = alertsOf(silent, rules);
  const [later] = alertsOf(silent, { ...rules, now: NOW + 5 * HOUR });
  const [again] = alertsOf(
    { ...silent, exposedAt: NOW - 2 * HOUR },
    { ...rules, now: NOW + 20 * HOUR },
  );
  expect(later?.id).toBe(now?.id);
  expect(again?.id).not.toBe(now?.id);
});

describe('what the last look decided', () => {
  const seen = (decision: Decision, failing = false) =>
    alertsOf({ ...quiet, look: lookWith(decision, failing) }, rules).map(({ kind, sentence }) => [
      kind,
      sentence,
    ]);

  test('is told when it ends the wait, and once per verdict', () => {
    expect(seen({ kind: 'better' })).toEqual([
      ['verdict', 'Headline: a treatment is better. Read the report, then ship it.'],
    ]);
    expect(seen({ kind: 'worse' })[0]?.[0]).toBe('verdict');
    expect(seen({ kind: 'no-difference', equivalence: 0.05 })[0]?.[0]).toBe('verdict');
    expect(seen({ kind: 'undecided', daysLeft: 3 })).toEqual([]);
    expect(seen({ kind: 'ahead', open: ['weeks'], waitUntil: null })).toEqual([]);
  });

  test('is told when the split of visitors is off', () => {
    expect(seen({ kind: 'withheld', reason: 'srm', refusal: null })).toEqual([
      ['split', 'Headline: the split of visitors is not the planned one. Do not read the result.'],
    ]);
  });

  test('is told when a guardrail fails, by variant and metric', () => {
    expect(seen({ kind: 'undecided', daysLeft: 3 }, true)).toEqual([
      ['guardrail', 'Headline: “bold” loses more on “qualified” than allowed.'],
    ]);
  });
});

test('an outbox that nobody empties is told', () => {
  expect(outboxAlert({ dead: 0, late: 0, oldestDay: null })).toEqual([]);
  expect(outboxAlert({ dead: 1, late: 2, oldestDay: '2026-11-20' })).toMatchObject([
    { kind: 'outbox-stuck', experimentId: null },
  ]);
});

/** A look with a decision, and with a guardrail of `bold` that fails or holds. */
function lookWith(decision: Decision, failing: boolean): Look {
  const guardrail = { marginBp: 500, status: failing ? 'fails' : 'holds' };
  const comparisons = [{ metric: 'qualified', role: 'guardrail', guardrail }];
  return { decision, treatments: [{ variant: 'bold', comparisons }] } as unknown as Look;
}
