import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Timeline } from '#experiments/contract/timeline.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { unitWords } from '#experiments/report/strata/unit.ts';
import type { ReportFormat } from './format.ts';

/** What the picture of one treatment's lift shows, in words. */
export function liftSentence(
  { looks }: Timeline,
  { variant, crossing }: { readonly variant: string; readonly crossing: string | null },
  format: ReportFormat,
): string {
  const readable = looks.flatMap(({ day, lifts }) => {
    const found = lifts.find((one) => one.variant === variant);
    return found?.readable && found.lift.ok ? [{ day, lift: found.lift }] : [];
  });
  const [first, last] = [readable[0], readable.at(-1)];
  if (!first || !last) return `No look so far can be read for “${variant}”.`;
  const newest = `The look of ${format.calendarDay(last.day)} leaves ${format.liftRange(last.lift)} open for “${variant}”`;
  const oldest =
    first === last
      ? ''
      : `; the first one that could be read, of ${format.calendarDay(first.day)}, left ${format.liftRange(first.lift)}`;
  const crossed =
    crossing === null
      ? 'No look has left out 0.'
      : `The look of ${format.calendarDay(crossing)} was the first to leave out 0 (ring).`;
  return `${newest}${oldest}. ${crossed}`;
}

/** "From Nov 16 to Nov 22: “control” 3.10 %, “b” 3.60 %." and which days may still rise. */
export function rateSentence(
  { recent }: Timeline,
  of: {
    readonly variants: readonly string[];
    readonly windowDays: number;
    readonly openFrom: string | null;
  },
  format: ReportFormat,
): string {
  const { variants, windowDays, openFrom } = of;
  const open =
    openFrom === null
      ? ''
      : ` Visitors since ${format.calendarDay(openFrom)} (shaded) still have some of their ${format.count(windowDays)} days to convert: these rates may rise.`;
  if (recent === null) return `No day is over yet.${open}`;
  const each = variants.map((variant, column) => {
    const rate = recent.rates[column] ?? null;
    return `“${variant}” ${rate === null ? 'nobody' : format.rate(rate)}`;
  });
  return `From ${format.calendarDay(recent.from)} to ${format.calendarDay(recent.to)}: ${each.join(', ')}. Single days jump; no decision rests on them.${open}`;
}

/** "8,133 visitors in 20 days; the busiest, Nov 12, had 512." */
export function exposureSentence(
  { days }: Timeline,
  { unit }: Pick<ExperimentReport, 'unit'>,
  format: ReportFormat,
): string {
  const totals = days.map(({ day, visitors }) => ({ day, visitors: total(visitors) }));
  const [busiest] = totals.toSorted((a, b) => b.visitors - a.visitors);
  const units = unitWords(unit).many;
  const all = format.count(total(totals.map(({ visitors }) => visitors)));
  if (!busiest) return `No ${units} yet.`;
  return `${all} ${units} in ${format.count(days.length)} ${days.length === 1 ? 'day' : 'days'}; the busiest, ${format.calendarDay(busiest.day)}, had ${format.count(busiest.visitors)}.`;
}

/** The first day whose visitors may still convert at the end of `day`; null when none may. */
export function openSince(
  { days }: Timeline,
  { day, windowDays }: { readonly day: string | null; readonly windowDays: number },
): string | null {
  const closedUntil = day === null ? '' : addDays(day, -Math.ceil(windowDays));
  return days.find((one) => one.day > closedUntil)?.day ?? null;
}

/** "Nov 12: 20/80 from then on." for every change of the traffic shares. */
export function epochLines(
  { epochs }: Timeline,
  report: Pick<ExperimentReport, 'epochs'>,
  format: ReportFormat,
): readonly string[] {
  return epochs.map(({ epoch, day }) => {
    const known = report.epochs.find((one) => one.epoch === epoch);
    const shares = known?.weightsBp.map((weight) => format.share(weight / 10_000)).join('/');
    const of =
      known && known.allocationBp < 10_000 ? ` of ${format.weight(known.allocationBp)}` : '';
    return `${format.calendarDay(day)}: ${shares ?? 'other shares'}${of} from then on`;
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
