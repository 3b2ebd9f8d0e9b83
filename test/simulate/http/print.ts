import type { ExperimentReport } from '#experiments/contract/report.ts';
import { PLANTED } from '../planted.ts';
import type { Line } from './compare.ts';

/** The comparison as a table; a line that differs is marked. */
export function tableOf(lines: readonly Line[]): readonly string[] {
  const width = Math.max(...lines.map(({ name }) => name.length));
  return [
    `${''.padEnd(width)}  ${'ledger'.padStart(8)}  ${'report'.padStart(8)}`,
    ...lines.map(({ name, expected, counted }) => {
      const numbers = `${String(expected).padStart(8)}  ${String(counted).padStart(8)}`;
      return `${name.padEnd(width)}  ${numbers}${expected === counted ? '' : '  ← differs'}`;
    }),
  ];
}

/** One line per treatment: planted lift, measured lift with its interval, and the split. */
export function readingsOf(reports: readonly ExperimentReport[]): readonly string[] {
  return reports.flatMap(({ experiment, variants, srm }) => [
    ...variants.slice(1).map(({ variant, metrics }) => {
      const lift = metrics.find(({ role }) => role === 'primary')?.lift;
      const planted = percent(PLANTED[experiment.id]?.[variant] ?? 0);
      const found = lift?.ok
        ? `measured ${percent(lift.estimate)} [${percent(lift.lower)}, ${percent(lift.upper)}], p ${lift.pValue.toPrecision(3)}`
        : `not measured (${lift?.reason ?? 'no lift'})`;
      return `${experiment.id} · ${variant}: planted ${planted}, ${found}`;
    }),
    `${experiment.id} · split: ${srm.ok ? `p ${srm.pValue.toPrecision(3)}${srm.mismatch ? ', MISMATCH' : ''}` : srm.reason}`,
  ]);
}

function percent(share: number | null): string {
  return share === null ? '∞' : `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)} %`;
}
