import type { ExperimentReport } from '../../contract/report.ts';
import { csvRow, type Field } from './csv-columns.ts';

/** The timeline as rows: every look and treatment, then every day and variant. */
export function timeRows(report: ExperimentReport): readonly (readonly Field[])[] {
  const { experiment, timeline, variants } = report;
  if (timeline === null) return [];
  const about = {
    experiment: experiment.id,
    fingerprint: experiment.fingerprint,
    metric: timeline.metric,
    role: 'primary',
  };
  const looks = timeline.looks.flatMap(({ day, lifts }) =>
    lifts.map(({ variant, verdict, lift }) =>
      csvRow({
        ...about,
        row: 'look',
        variant,
        look_day: day,
        look_verdict: verdict,
        ...(lift.ok
          ? {
              look_lift_lower: lift.lower,
              look_lift_upper: lift.upper,
              lift_level: lift.level,
            }
          : { look_lift_refusal: lift.reason }),
      }),
    ),
  );
  const days = timeline.days.flatMap(({ day, visitors, converted, rates }) =>
    variants.map(({ variant, control }, column) =>
      csvRow({
        ...about,
        row: 'day',
        variant,
        control,
        day,
        visitors: visitors[column] ?? 0,
        converted: converted[column] ?? 0,
        rate: rates[column] ?? null,
      }),
    ),
  );
  return [...looks, ...days];
}
