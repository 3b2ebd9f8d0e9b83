import type { Verdict } from '#experiments/contract/decision.ts';
import type { Comparison, Crossing, GuardrailStatus } from '#experiments/contract/look.ts';
import type { ReportFormat } from './format.ts';
import { stateLabel } from './state-look.ts';

const guardrails: Readonly<Record<GuardrailStatus, (loss: string) => string>> = {
  holds: (loss) => `Holds: worse by ${loss} or more is ruled out`,
  fails: (loss) => `Fails: worse by more than ${loss}`,
  unclear: (loss) => `Open: worse by ${loss} or more is not ruled out`,
};

/** What a look says about one treatment and metric, in a few words. */
export function finding(
  { role, guardrail }: Comparison,
  verdict: Verdict,
  format: ReportFormat,
): string {
  const kept = guardrail ? guardrails[guardrail.status](format.weight(guardrail.marginBp)) : null;
  if (role === 'primary')
    return [stateLabel(verdict.kind, verdict), kept].filter(Boolean).join('. ');
  if (kept !== null) return kept;
  return 'Exploratory';
}

/** "“b” first left zero on Nov 12, at 8,133 visitors: 95 % range +0.1 % to +123.9 %." */
export function crossingSentence(
  crossing: Crossing,
  {
    label,
    several,
    unit,
  }: {
    readonly label: string;
    readonly several: boolean;
    /** "visitor" or "page view". */
    readonly unit: string;
  },
  format: ReportFormat,
): string {
  const { variant, day, visitors, level } = crossing;
  const metric = several ? ` (${label})` : '';
  return `“${variant}”${metric} first left zero on ${format.calendarDay(day)}, at ${format.count(visitors)} ${unit}s: ${format.level(level)} range ${format.liftRange(crossing)}.`;
}
