import { describe, test } from 'vitest';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { recompute } from '#experiments/report/files/recompute.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { ratioMetric } from '#experiments/stats/ratio-metric.ts';
import { anExperiment, countsOf, dayAfter, lookAt, words } from './builders.ts';
import { onLeads, qualified, wins, world } from './late-world.ts';

/** From Python's math, see test/golden/own/make_ratio.py. */
const RATIO = {
  lower: -0.35054034888131236,
  upper: 0.06926495471777319,
  pValue: 0.33547253242159886,
};

describe('a stage that comes weeks later', () => {
  test('is judged by visitors whose window is over, not by who is merely slower', ({ expect }) => {
    const { experiment, metrics } = onLeads();
    // Nobody's 21 days are over; the treatment's deals have not come yet.
    const slow = world(14, () => ({ ...wins, also: { qualified: [12, 2] } }));
    const young = lookAt(experiment, countsOf(experiment, slow), { metrics });
    const [treatment] = young.treatments;
    expect(treatment?.comparisons.map(({ metric, guardrail }) => [metric, guardrail])).toEqual([
      ['lead', null],
      ['qualified', { marginBp: 1_000, status: 'unclear' }],
      ['qualified-per-lead', { marginBp: 3_000, status: 'unclear' }],
    ]);
    expect(treatment?.comparisons[1]?.lift).toEqual({ ok: false, reason: 'windows-open' });
    expect(treatment?.verdict).toMatchObject({ kind: 'ahead', open: ['guardrail'] });
    // The same counts, 21 days after the last of them: now the loss is one.
    const late = lookAt(experiment, countsOf(experiment, slow), { metrics, day: dayAfter(34) });
    expect(late.treatments[0]?.verdict).toMatchObject({ reason: 'guardrail-failed' });
    const state = reportOf(experiment, countsOf(experiment, slow), {
      metrics,
      words,
      looks: { last: late, crossings: [], next: null },
    }).state;
    expect(state.sentence).toMatch(/^Wins leads, loses quality: do not ship “outcome”/);
  });

  test('as primary metric waits for windows, then for whole weeks of closed ones', ({ expect }) => {
    const experiment = anExperiment({ primary: 'qualified', plan: { visitors: 30_000 } });
    const counts = countsOf(
      experiment,
      world(30, () => ({ also: { qualified: [20, 40] } })),
    );
    const at = (day: number) => {
      const until = countsOf(experiment, [], {
        ...counts,
        exposures: counts.exposures.filter((row) => row.day <= dayAfter(day)),
        conversions: counts.conversions.filter((row) => row.day <= dayAfter(day)),
      });
      return lookAt(experiment, until, { metrics: [qualified], day: dayAfter(day) });
    };
    expect(at(20).decision).toMatchObject({ kind: 'undecided' });
    expect(at(28).decision).toMatchObject({ kind: 'ahead', open: ['weeks'] });
    expect(at(28).strata[0]?.metrics.qualified).toMatchObject({
      converted: [160, 320],
      closed: { until: dayAfter(7), visitors: [8_000, 8_000] },
    });
    expect(at(35).decision).toMatchObject({ kind: 'better' });
  });

  test('is compared per lead as the ratio of two rates per visitor', ({ expect }) => {
    const { experiment, metrics } = onLeads({ plan: { visitors: 28_000 } });
    const days = world(14, () => ({ ...wins, also: { qualified: [12, 15] } }));
    const look = lookAt(experiment, countsOf(experiment, days), { metrics, day: dayAfter(40) });
    const lift = look.treatments[0]?.comparisons[2]?.lift;
    const sample = (qualifiedOnes: number, leadsOfAll: number) => {
      const [n, p, q] = [14_000, qualifiedOnes / 14_000, leadsOfAll / 14_000];
      return {
        n,
        meanNum: p,
        meanDen: q,
        varNum: p * (1 - p),
        varDen: q * (1 - q),
        cov: p * (1 - q),
      };
    };
    const ratio = ratioMetric({ A: sample(168, 420), B: sample(210, 630) });
    if (!lift?.ok || !ratio.ok || lift.lower === null || lift.upper === null) throw new Error();
    expect(lift.estimate).toBeCloseTo(ratio.lift ?? 0, 12);
    expect(lift.lower).toBeCloseTo(RATIO.lower, 10);
    expect(lift.upper).toBeCloseTo(RATIO.upper, 10);
    expect(lift.pValue).toBeCloseTo(RATIO.pValue, 10);
  });

  test('its guardrails take other margins, or none', ({ expect }) => {
    const roles = (given: Record<string, unknown>) => onLeads(given).experiment.guardrails;
    const own = { byDefault: true };
    expect(roles({ quality: 'off' })).toEqual([]);
    expect(roles({ quality: { perVisitorBp: 500, perLeadBp: 'off' } })).toEqual([
      { metric: 'qualified', marginBp: 500, ...own },
    ]);
    expect(roles({ guardrails: [{ metric: 'qualified', marginBp: 200 }] })).toEqual([
      { metric: 'qualified', marginBp: 200 },
      { metric: 'qualified-per-lead', marginBp: 3_000, ...own },
    ]);
    expect(roles({ primary: 'qualified' })).toEqual([]);
    // Nothing of the stage ever arrived: no CRM is connected, and nobody waits for it.
    const { experiment, metrics } = onLeads();
    const silent = countsOf(
      experiment,
      world(30, () => wins),
    );
    const { treatments } = lookAt(experiment, silent, { metrics });
    expect(treatments[0]?.verdict).toEqual({ kind: 'better' });
  });

  test('the report counts everybody so far, and compares and recomputes the closed ones', ({
    expect,
  }) => {
    const { experiment, metrics } = onLeads();
    const days = world(30, (day) => ({ ...wins, also: { qualified: [day < 9 ? 12 : 4, 12] } }));
    const delays = [
      { metricId: 'qualified', delays: [3, 10, 17].map((at) => ({ days: at, conversions: 20 })) },
    ];
    const counts = countsOf(experiment, days, { closedDay: dayAfter(29), delays });
    const last = lookAt(experiment, counts, { metrics });
    const report = reportOf(experiment, counts, {
      metrics,
      words,
      looks: { last, crossings: [], next: null },
    });
    expect(experimentReportSchema.parse(report)).toEqual(report);
    const cell = report.variants[0]?.metrics[1];
    expect(cell).toMatchObject({ converted: 9 * 12 + 21 * 4 });
    expect(cell?.closed).toEqual({
      until: dayAfter(8),
      visitors: 9_000,
      leads: null,
      converted: 108,
    });
    expect(cell?.rate).toMatchObject({ estimate: 0.012 });
    expect(report.variants[1]?.funnel?.map(({ reached }) => reached)).toEqual([
      30_000,
      30 * 45,
      30 * 12,
    ]);
    const [first, , third] = report.maturity?.[0]?.cohorts ?? [];
    expect(first).toMatchObject({ from: dayAfter(0), to: dayAfter(6), closed: true });
    // Of the third week everybody is 9 to 15 days old: 3 days have come for all, 10 for most.
    expect(third?.share).toMatchObject({ estimate: (2 * (1 / 3) + 5 * (2 / 3)) / 7 });
    const again = recompute(JSON.parse(JSON.stringify(report)), { metrics, words });
    expect(again.differences).toEqual([]);
    expect(again.compared).toBeGreaterThan(500);
  });

  test('of several landings is compared within them, and recomputed from the strata', ({
    expect,
  }) => {
    const { experiment, metrics } = onLeads();
    const days = world(30, () => ({ ...wins, also: { qualified: [12, 12] } }));
    const whole = countsOf(experiment, days, { closedDay: dayAfter(29), delays: [] });
    const places = ['/crm/', '/crm-short/'];
    const halves = <Row extends object>(rows: readonly Row[], of: (row: Row) => Partial<Row>) =>
      places.flatMap((landing) => rows.map((row) => ({ ...row, ...of(row), landing })));
    const counts = {
      ...whole,
      landings: {
        exposures: halves(whole.exposures, ({ visitors }) => ({ visitors: visitors / 2 })),
        conversions: halves(whole.conversions, ({ converted }) => ({
          converted: Math.floor(converted / 2),
          conversions: Math.floor(converted / 2),
        })),
      },
    };
    const last = lookAt(experiment, counts, { metrics });
    const looks = { last, crossings: [], next: null };
    const report = reportOf(experiment, counts, { metrics, words, looks });
    expect(
      report.strata.map(({ landing, visitors, metrics: sums }) => ({
        landing,
        visitors,
        closed: sums.qualified?.closed?.visitors,
        leads: sums['qualified-per-lead']?.leads,
      })),
    ).toEqual(
      ['/crm-short/', '/crm/'].map((landing) => ({
        landing,
        visitors: [15_000, 15_000],
        closed: [4_500, 4_500],
        leads: [9 * 15, 9 * 22],
      })),
    );
    const again = recompute(JSON.parse(JSON.stringify(report)), { metrics, words });
    expect(again.differences).toEqual([]);
  });
});
