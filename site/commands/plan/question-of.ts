import { groupShare } from '#experiments/assignment/group.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { PlanQuestion } from '#experiments/planning/question.ts';
import type { Inability } from '../terminal.ts';
import type { Measured } from './measure.ts';
import type { PlanOptions } from './options.ts';

/** The question, or what is missing to ask it. */
export type Asked = { readonly ok: true; readonly question: PlanQuestion } | Inability;

const ALPHA = 0.05;
const POWER = 0.8;
const VARIANTS = 2;

/** A question that is typed as a whole. */
export function typedQuestion(options: PlanOptions): Asked {
  const { baseline, mde, traffic, variants = VARIANTS } = options;
  if (baseline === undefined) {
    return refuse(
      'Name an experiment, for example npm run plan -- crm-headline, or type the share of visitors who convert today, for example --baseline 3% --mde 15% --traffic 400.',
    );
  }
  if (mde === undefined) return refuse(NO_MDE);
  if (traffic === undefined) return refuse(NO_TRAFFIC);
  const counted = Number.isInteger(variants) && variants >= 2 && variants <= 10 ? variants : 0;
  return {
    ok: true,
    question: {
      baseline,
      mde,
      weights: Array.from({ length: counted }, () => 1),
      visitorsPerDay: traffic,
      share: (options.allocation ?? 1) * (options.audience ?? 1),
      alpha: options.alpha ?? ALPHA,
      power: options.power ?? POWER,
    },
  };
}

/** The question of an experiment: typed before measured, typed before the file. */
export function experimentQuestion(
  experiment: CatalogExperiment,
  options: PlanOptions,
  given: { readonly measured: Measured; readonly direction: 'up' | 'down' },
): Asked {
  const { measured, direction } = given;
  const { plan, hypothesis, variants } = experiment;
  if (options.variants !== undefined) {
    return refuse(`${experiment.id} has its variants in its file: leave out --variants.`);
  }
  const bp = plan.mdeBp ?? hypothesis?.atLeastBp;
  const mde = options.mde ?? (bp === undefined ? undefined : bp / 10_000);
  if (mde === undefined) return refuse(NO_MDE);
  const baseline = options.baseline ?? measured.baseline?.rate.rate;
  const traffic = options.traffic ?? measured.traffic?.traffic.visitorsPerDay;
  if (baseline === undefined || traffic === undefined) {
    return refuse(unmeasured(experiment, options, measured));
  }
  // Exposures counted by the experiment itself are of its audience already.
  const own = options.traffic === undefined && measured.traffic?.source.id === experiment.id;
  const audience = own ? 1 : (options.audience ?? 1);
  const part = groupShare(experiment);
  return {
    ok: true,
    question: {
      baseline,
      mde: direction === 'down' ? -Math.abs(mde) : mde,
      weights: variants.map(({ weightBp }) => weightBp),
      visitorsPerDay: traffic,
      share: (options.allocation ?? experiment.allocationBp / 10_000) * part * audience,
      alpha: options.alpha ?? plan.alpha,
      power: options.power ?? plan.power,
    },
  };
}

const NO_MDE =
  'Say which change would be worth shipping, relative to the rate of today, for example --mde 15%.';
const NO_TRAFFIC = 'Say how many new visitors the page has per day, for example --traffic 400.';

function unmeasured(
  experiment: CatalogExperiment,
  options: PlanOptions,
  measured: Measured,
): string {
  const missing = [
    options.baseline === undefined ? '--baseline 3%' : '',
    options.traffic === undefined ? '--traffic 400' : '',
  ].filter((option) => option !== '');
  const typed = `npm run plan -- ${experiment.id} ${missing.join(' ')}`;
  const why = measured.silences.join('; ').replace(/\.$/, '');
  return `${experiment.id} cannot be measured: ${why}. Type what you know, for example ${typed}.`;
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });
