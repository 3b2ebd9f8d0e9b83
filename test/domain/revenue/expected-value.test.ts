import { describe, test } from 'vitest';
import { agrees, calibrationOf } from '#experiments/revenue/calibration.ts';
import { credibleMeans } from '#experiments/revenue/credibility.ts';
import { type ClosedLead, expectedValue, valueModel } from '#experiments/revenue/expected-value.ts';
import { seeded } from '../../simulate/random.ts';

/** So many closed leads of an origin, the first of them won for 1,000.00 each. */
function leadsOf(source: string, campaign: string, [won, all]: readonly [number, number]) {
  return Array.from(
    { length: all },
    (_, index): ClosedLead => ({
      id: `${source}-${campaign}-${index}`,
      source,
      campaign,
      reached: index < won ? 'won' : index % 2 === 0 ? 'qualified' : 'lead',
      minor: index < won ? 100_000 : 0,
    }),
  );
}

const leads = [
  ...leadsOf('google', 'brand', [30, 100]),
  ...leadsOf('google', 'generic', [10, 100]),
  ...leadsOf('meta', 'spring', [10, 100]),
];

describe('what a lead is expected to bring', () => {
  // Exact fractions: test/golden/own/make_credibility.py.
  test.for([
    [{ source: 'meta', campaign: 'spring' }, 11_716.378859236002],
    [{ source: 'google', campaign: 'brand' }, 29_205.114205114205],
    [{ source: 'google', campaign: 'generic' }, 10_720.265720265721],
    [{ source: 'google', campaign: 'never-seen' }, 19_507.507507507507],
    [{ source: 'linkedin', campaign: '' }, 16_666.666666666668],
  ] as const)('of %j', ([origin, minor], { expect }) => {
    const value = expectedValue(valueModel(leads), { ...origin, stage: 'lead' });
    expect(value).toEqual({ ok: true, minor: expect.closeTo(minor, 6) });
  });

  test('rises with the stage, and is not told from fewer than 30 sales', ({ expect }) => {
    const model = valueModel(leads);
    const of = (stage: 'lead' | 'qualified' | 'opportunity') => {
      const value = expectedValue(model, { source: 'google', campaign: 'brand', stage });
      return value.ok ? value.minor : Number.NaN;
    };
    expect(of('qualified')).toBeGreaterThan(1.4 * of('lead'));
    // Whoever came so far was won, so nothing tells a deal that was lost there.
    expect(of('opportunity')).toBe(100_000);
    const few = valueModel(leadsOf('google', 'brand', [29, 400]));
    expect(few.lead).toEqual({
      ok: false,
      reason: 'too-few-closed',
      stage: 'lead',
      leads: 400,
      won: 29,
    });
    expect(expectedValue(few, { source: 'google', campaign: 'brand', stage: 'lead' })).toEqual({
      ok: false,
      reason: 'too-few-closed',
    });
  });

  test('believes three leads of a campaign less than three hundred', ({ expect }) => {
    const [few, many] = credibleMeans(
      [
        { n: 3, mean: 500, m2: 3 * 2_500 },
        { n: 300, mean: 100, m2: 300 * 2_500 },
        { n: 300, mean: 200, m2: 300 * 2_500 },
      ],
      150,
    );
    expect(few?.weight).toBeLessThan(many?.weight ?? 0);
    expect(few?.value).toBeLessThan(500);
    expect(many?.value).toBeGreaterThan(100);
    // Groups that differ by no more than chance are one.
    const same = [
      { n: 50, mean: 100, m2: 50 * 10_000 },
      { n: 50, mean: 104, m2: 50 * 10_000 },
    ];
    expect(credibleMeans(same, 102)).toEqual([
      { value: 102, weight: 0 },
      { value: 102, weight: 0 },
    ]);
  });
});

describe('the calibration on closed deals', () => {
  /** Leads of ten campaigns whose chance to be won is drawn, and amounts that vary. */
  function world(seed: string): readonly ClosedLead[] {
    const random = seeded(seed);
    return Array.from({ length: 10 }, (_, campaign) => 0.02 + 0.03 * campaign).flatMap(
      (chance, campaign) =>
        Array.from({ length: 120 }, (_, index): ClosedLead => {
          const won = random() < chance;
          return {
            id: `${seed}-${campaign}-${index}`,
            source: campaign % 2 === 0 ? 'google' : 'meta',
            campaign: `c${campaign}`,
            reached: won ? 'won' : 'lead',
            minor: won ? Math.round(50_000 + 100_000 * random()) : 0,
          };
        }),
    );
  }

  test('holds predictions against leads that they were not learned from', ({ expect }) => {
    const worlds = Array.from({ length: 40 }, (_, index) => calibrationOf(world(`w${index}`)));
    const bins = worlds.flatMap((one) => (one.ok ? one.bins : []));
    expect(bins).toHaveLength(200);
    for (const one of worlds) {
      if (!one.ok) throw new Error(one.reason);
      const [lowest, highest] = [one.bins[0], one.bins.at(-1)];
      expect(highest?.predicted).toBeGreaterThan(2 * (lowest?.predicted ?? 0));
      expect(one.leads).toBe(1_200);
    }
    const right = bins.filter((bin) => agrees(bin) === true).length;
    expect(right / bins.length).toBeGreaterThan(0.85);
  });

  test('is refused where a part would leave too few sales', ({ expect }) => {
    expect(calibrationOf(leadsOf('google', 'brand', [34, 300]))).toEqual({
      ok: false,
      reason: 'too-few-closed',
    });
  });
});
