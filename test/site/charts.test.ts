import { test } from 'vitest';
import { exposureChart, rateChart } from '#components/report/charts/day-charts.ts';
import { draw } from '#components/report/charts/draw.ts';
import { liftChart, sharedAxis } from '#components/report/charts/lift-chart.ts';
import { reportFormat } from '#components/report/format.ts';
import type { Timeline } from '#experiments/contract/timeline.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';

const format = reportFormat({ locale: 'en', timeZone: 'UTC' });

/** So many days of an experiment whose range narrows from look to look. */
function aTimeline(count: number): Timeline {
  const days = Array.from({ length: count }, (_, index) => addDays('2026-11-01', index));
  return {
    metric: 'lead',
    looks: days.map((day, index) => ({
      day,
      lifts: [
        {
          variant: 'b',
          verdict: 'undecided',
          readable: index !== 3,
          lift:
            index === 0
              ? { ok: false, reason: 'no-conversions' }
              : {
                  ok: true,
                  lower: -1 / (index + 1),
                  upper: index === 1 ? null : 3 / index,
                  level: 0.95,
                },
        },
      ],
    })),
    days: days.map((day, index) => ({
      day,
      visitors: index === 2 ? [0, 0] : [100, 90],
      converted: index === 2 ? [0, 0] : [3, 4],
      rates: index === 2 ? [null, null] : [0.03, 4 / 90],
    })),
    recent: null,
    epochs: count > 5 ? [{ epoch: 2, day: days[5] ?? '' }] : [],
  };
}

async function drawings(timeline: Timeline): Promise<readonly string[]> {
  const notes = [{ number: 1, day: timeline.days[0]?.day ?? '', text: 'Ads changed' }];
  const axis = sharedAxis(timeline, ['b']);
  const lift = { variant: 'b', crossing: timeline.looks.at(-1)?.day ?? null, axis, notes };
  const charts = [
    liftChart(timeline, lift, format),
    rateChart(timeline, { notes, openFrom: timeline.days.at(-1)?.day ?? null }, format),
    exposureChart(timeline, notes, format),
  ];
  const drawn = await Promise.all(charts.map((chart) => draw('A picture', chart)));
  return drawn.flatMap(({ narrow, wide }) => [narrow, wide]);
}

test('a chart is a named picture with numbers on its axes, whatever the days hold', async ({
  expect,
}) => {
  for (const count of [1, 2, 5, 40, 400]) {
    for (const svg of await drawings(aTimeline(count))) {
      expect(svg).toMatch(/^<svg [^>]*role="img"/);
      expect(svg.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="A picture"']);
      expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(svg).toContain('Nov 1<');
    }
  }
});

test('a picture brings neither styles nor scripts: the policy of the page forbids them', async ({
  expect,
}) => {
  for (const svg of await drawings(aTimeline(20))) {
    expect(svg).not.toMatch(/<style|style=|<script|\son\w+=/);
  }
});

test('dates on the axis keep their distance', async ({ expect }) => {
  for (const count of [3, 30, 300]) {
    const [narrow = '', wide = ''] = await drawings(aTimeline(count));
    for (const [svg, width] of [
      [narrow, 340],
      [wide, 900],
    ] as const) {
      const places = [...svg.matchAll(/translate\(([\d.]+),[\d.]+\)"[^>]*>[A-Z][a-z]{2} \d+</g)];
      const xs = places.map(([, x]) => Number(x));
      expect(xs.length).toBeGreaterThan(1);
      for (const [index, x] of xs.entries()) {
        expect(x).toBeLessThanOrEqual(width);
        if (index > 0) expect(x - (xs[index - 1] ?? 0)).toBeGreaterThan(40);
      }
    }
  }
});
