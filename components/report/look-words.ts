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
  if (role === 'primary') return [stateLabel(verdict.kind), kept].filter(Boolean).join('. ');
  if (kept !== null) return kept;
  return 'Exploratory';
}

/** "“b” first crossed on Nov 12 at n = 8,133, interval +0.1 % to +123.9 %." */
export function crossingSentence(
  crossing: Crossing,
  { label, several }: { readonly label: string; readonly several: boolean },
  format: ReportFormat,
): string {
  const { variant, day, visitors, level } = crossing;
  const metric = several ? ` (${label})` : '';
  return `“${variant}”${metric} first crossed on ${format.calendarDay(day)} at n = ${format.count(visitors)}, ${format.level(level)} interval ${format.liftRange(crossing)}.`;
}
