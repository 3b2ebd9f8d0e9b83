import { type GroupPart, groupShare } from '../../assignment/group.ts';
import { experimentDuration } from '../../stats/power-duration.ts';
import type { Experiment } from '../experiment/experiment.ts';

/** Until when the planned visitors of an experiment are in. */
export type ExpectedWeeks =
  | {
      readonly ok: true;
      /** Whole weeks, never fewer than two, as the verdict waits for two. */
      readonly weeks: number;
      /** Visitors of all variants together. */
      readonly visitors: number;
      /** Visitors who take part per day. */
      readonly perDay: number;
    }
  | { readonly ok: false; readonly reason: 'no-plan' | 'no-traffic' };

const FEWEST_WEEKS = 2;

/**
 * How long an experiment takes with `visitorsPerDay` new visitors on all its pages together. The
 * plan counts control and the treatment with the fewest visitors; the others come on top. An
 * audience is taken as everybody, so a narrow one takes longer.
 */
export function expectedWeeks(
  experiment: Pick<Experiment, 'plan' | 'variants' | 'allocationBp'> & GroupPart,
  visitorsPerDay: number,
): ExpectedWeeks {
  const { plan, variants, allocationBp } = experiment;
  const share = (groupShare(experiment) * allocationBp) / 10_000;
  const [control = 0, ...treatments] = variants.map(({ weightBp }) => weightBp);
  const fewest = Math.min(...treatments.filter((weight) => weight > 0));
  if (plan.visitors === undefined || control === 0 || fewest === Infinity) {
    return { ok: false, reason: 'no-plan' };
  }
  const perWeight = plan.visitors / (control + fewest);
  const duration = experimentDuration({
    required: [control, ...treatments].map((weight) => Math.ceil(perWeight * weight)),
    dailyVisitors: visitorsPerDay,
    trafficShare: share,
    roundUpToWeeks: true,
  });
  if (!duration.ok) return { ok: false, reason: 'no-traffic' };
  return {
    ok: true,
    weeks: Math.max(FEWEST_WEEKS, duration.days / 7),
    visitors: duration.totalVisitors,
    perDay: visitorsPerDay * share,
  };
}
