import type { Refusal } from '#experiments/contract/refusal.ts';
import { agrees, type Calibration } from '#experiments/revenue/calibration.ts';
import {
  NEEDED_SALES,
  type StageRefusal,
  type StageValue,
  type ValuedStage,
} from '#experiments/revenue/expected-value.ts';
import type { ReportFormat } from '../format.ts';

export const STAGE_NAMES: Readonly<Record<ValuedStage, string>> = {
  lead: 'Lead',
  qualified: 'Qualified lead',
  opportunity: 'Opportunity',
};

/** What a stage is worth, or how far from that we are. */
export function stageSentence(
  stage: StageValue | StageRefusal,
  of: { readonly currency: string; readonly horizonDays: number },
  format: ReportFormat,
): string {
  const seen = `${format.count(stage.won)} sales among ${format.count(stage.leads)} that are ${format.count(of.horizonDays)} days old or older`;
  return stage.ok
    ? `${format.money(stage.value, of.currency)} each: ${seen}.`
    : `Unknown yet: ${seen}, and ${format.count(NEEDED_SALES)} sales are needed.`;
}

/** Whether leads brought what was expected of them. */
export function calibrationSentence(
  calibration: Calibration | Refusal,
  currency: string,
  format: ReportFormat,
): string {
  if (!calibration.ok) {
    return `Whether the values hold is unknown yet: a fifth of the closed leads is predicted from the others, which need ${format.count(NEEDED_SALES)} sales.`;
  }
  const { bins, predicted, realised, leads } = calibration;
  const told = bins.filter((bin) => agrees(bin) !== null);
  const right = told.filter((bin) => agrees(bin) === true);
  const all =
    realised.ok && realised.estimate !== null
      ? `${format.count(leads)} closed leads were expected to bring ${format.money(predicted, currency)} each and brought ${format.money(realised.estimate, currency)} (${format.moneyRange(realised, currency)}).`
      : '';
  const groups =
    told.length === right.length
      ? `In all ${format.count(told.length)} groups the expectation lies within the range of what they brought.`
      : `In ${format.count(told.length - right.length)} of ${format.count(told.length)} groups it lies outside the range of what they brought: do not bid on single values there.`;
  return `${all} ${groups}`;
}
