import { describe, test } from 'vitest';
import { reportFormat } from '#components/report/format.ts';
import { maturitySentence, shareText } from '#components/report/maturity-words.ts';
import { calibrationSentence, stageSentence } from '#components/report/revenue/value-words.ts';
import type { Cohort, Maturity } from '#experiments/contract/maturity.ts';
import { catalog } from '#generated/catalog.ts';

const format = reportFormat({ ...catalog.site, locale: 'en' });
const deals = { label: 'Customers', noun: 'deals', windowDays: 60 };

function cohort(given: Partial<Cohort>): Cohort {
  return {
    from: '2026-11-02',
    to: '2026-11-08',
    visitors: [900, 900],
    converted: [8, 9],
    closed: false,
    share: { ok: true, estimate: 0.61, lower: 0.54, upper: 0.67 },
    ...given,
  };
}

function maturity(cohorts: readonly Cohort[], conversions = 120): Maturity {
  const delays = [{ days: 9, conversions }];
  return { metric: 'won', windowDays: 60, needed: 30, delays, cohorts: [...cohorts] };
}

describe('how far late deals are, in words', () => {
  test('by the oldest week that is open', ({ expect }) => {
    expect(maturitySentence(maturity([cohort({})]), deals, format)).toBe(
      'No week has had its 60 days yet. 61\u202f% (range 54 to 67\u202f%) of the expected deals of week 1 have come.',
    );
    const closed = cohort({ closed: true });
    expect(maturitySentence(maturity([closed, closed, cohort({})]), deals, format)).toBe(
      'Weeks 1 to 2 have had 60 days and are complete. 61\u202f% (range 54 to 67\u202f%) of the expected deals of week 3 have come.',
    );
    expect(maturitySentence(maturity([closed]), deals, format)).toBe(
      'All visitors have had their 60 days: no more deals can come.',
    );
  });

  test('unknown where nothing tells how late they come', ({ expect }) => {
    const unknown = cohort({ share: { ok: false, reason: 'too-few-closed' } });
    expect(maturitySentence(maturity([unknown], 12), deals, format)).toBe(
      'No week has had its 60 days yet. How much of the rest has come is unknown yet: of visitors whose 60 days are over there are 12 deals, and 30 are needed to know how late they come.',
    );
    expect(shareText(unknown, format)).toBe('Unknown yet');
  });
});

describe('what leads are worth, in words', () => {
  const of = { currency: 'EUR', horizonDays: 90 };

  test('is refused with what is missing', ({ expect }) => {
    const few = {
      ok: false,
      reason: 'too-few-closed',
      stage: 'lead',
      leads: 400,
      won: 12,
    } as const;
    expect(stageSentence(few, of, format)).toBe(
      'Unknown yet: 12 sales among 400 that are 90 days old or older, and 30 sales are needed.',
    );
    expect(calibrationSentence({ ok: false, reason: 'too-few-closed' }, 'EUR', format)).toMatch(
      /^Whether the values hold is unknown yet/,
    );
  });

  test('warns of groups that brought something else', ({ expect }) => {
    const interval = (estimate: number) =>
      ({
        ok: true,
        estimate,
        lower: 0.8 * estimate,
        upper: 1.2 * estimate,
        level: 0.95,
        method: 'student',
      }) as const;
    const bins = [
      { leads: 50, predicted: 10_000, realised: interval(10_500) },
      { leads: 50, predicted: 50_000, realised: interval(20_000) },
    ];
    const whole = {
      ok: true,
      leads: 100,
      predicted: 30_000,
      realised: interval(15_250),
      bins,
    } as const;
    expect(calibrationSentence(whole, 'EUR', format)).toBe(
      '100 closed leads were expected to bring €300.00 each and brought €152.50 (€122.00 to €183.00). In 1 of 2 groups it lies outside the range of what they brought: do not bid on single values there.',
    );
  });
});
