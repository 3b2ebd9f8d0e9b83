import type { CalibrationBin } from '#experiments/revenue/calibration.ts';
import type { ReportFormat } from '../format.ts';
import type { ChartAt } from './draw.ts';

type Drawn = {
  readonly predicted: number;
  readonly realised: number;
  readonly lower: number;
  readonly upper: number;
};

/** What groups of closed leads brought over what was expected of them; on the line both agree. */
export function calibrationChart(
  bins: readonly CalibrationBin[],
  currency: string,
  format: ReportFormat,
): ChartAt {
  const drawn = bins.flatMap(({ predicted, realised }): Drawn[] => {
    if (!realised.ok || realised.estimate === null) return [];
    const { estimate, lower, upper } = realised;
    return [
      { predicted, realised: estimate, lower: Math.max(0, lower ?? 0), upper: upper ?? estimate },
    ];
  });
  const most = 1.08 * Math.max(1, ...drawn.flatMap(({ predicted, upper }) => [predicted, upper]));
  const money = (minor: number) => format.moneyTick(minor, currency);
  return (plot, width) => ({
    height: width < 500 ? 300 : 380,
    marginLeft: 84,
    marginRight: 24,
    marginBottom: 44,
    x: {
      domain: [0, most],
      label: 'Expected per lead',
      ticks: width < 500 ? 3 : 6,
      tickFormat: money,
    },
    y: { domain: [0, most], label: 'Brought per lead', grid: true, ticks: 5, tickFormat: money },
    marks: [
      plot.lineY([0, most], {
        x: (at: number) => at,
        y: (at: number) => at,
        stroke: 'var(--line-strong)',
        strokeDasharray: '4 4',
      }),
      plot.ruleX(drawn, {
        x: 'predicted',
        y1: 'lower',
        y2: 'upper',
        stroke: 'var(--accent)',
        strokeWidth: 3,
      }),
      plot.dot(drawn, {
        x: 'predicted',
        y: 'realised',
        r: 5,
        fill: 'var(--paper)',
        stroke: 'var(--ink)',
        strokeWidth: 2,
      }),
    ],
  });
}
