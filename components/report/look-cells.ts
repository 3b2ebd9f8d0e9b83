import type { LookLine } from '#experiments/contract/timeline.ts';
import type { ReportFormat } from './format.ts';
import { stateLabel } from './state-look.ts';

/** What a table says of one treatment at one look. */
export function lookCells(
  lifts: LookLine['lifts'],
  variant: string,
  format: ReportFormat,
): { readonly range: string; readonly verdict: string } {
  const found = lifts.find((one) => one.variant === variant);
  if (!found) return { range: 'not compared', verdict: '' };
  const { lift, verdict, readable } = found;
  const range = lift.ok ? format.liftRange(lift) : format.refusal(lift);
  return { range: readable ? range : 'not to be read', verdict: stateLabel(verdict) };
}
