import type { OpenCondition, Verdict } from '../../contract/decision.ts';
import type { TreatmentLook } from '../../contract/look.ts';
import { isLate } from '../decision/late.ts';
import {
  armOfLook,
  labelOf,
  leastOf,
  primaryLimits,
  primaryOf,
  type Telling,
  treatmentRange,
} from '../decision/telling.ts';
import { CLOSED_SHARE, WHOLE_WEEKS } from '../decision/thresholds.ts';
import { unitWords } from '../strata/unit.ts';

/** "“b” is better: at least +3.1 % (range +3.1 to +22.0 %). … Plan with the low end." */
export function betterSentence(telling: Telling): string {
  const winners = withVerdict('better', telling);
  const [winner] = winners;
  const gain = winners.length === 1 && winner ? levels(winner, telling) : '';
  return `${leaders(winners, 'better', telling)}.${gain} Plan with the low end.`;
}

/** A lead with what it still waits for: no call to ship. */
export function aheadSentence(telling: Telling): string {
  const ahead = withVerdict('ahead', telling);
  const verdict = ahead[0]?.verdict;
  if (verdict?.kind !== 'ahead') return '';
  const until = verdict.waitUntil;
  const wait =
    until === null ? 'wait before you decide' : `wait until ${telling.words.calendarDay(until)}`;
  return `${leaders(ahead, 'ahead', telling)}, but ${wait}: ${conditions(ahead[0], telling)}.`;
}

/** The same in one line: what is known, and the day to wait for. */
export function aheadLine(telling: Telling): string {
  const ahead = withVerdict('ahead', telling);
  const verdict = ahead[0]?.verdict;
  if (verdict?.kind !== 'ahead') return '';
  const until = verdict.waitUntil;
  const wait = until === null ? 'Wait.' : `Wait until ${telling.words.calendarDay(until)}.`;
  return `${leaders(ahead, 'ahead', telling)}. ${wait}`;
}

/** Every treatment is worse than the control: by how much, and what stays. */
export function worseSentence({ look, words }: Telling): string {
  const each = look.treatments.map((treatment) => treatmentRange(treatment, words)).join('; ');
  return look.treatments.length === 1
    ? `Worse than control: ${each}. Control stays.`
    : `All treatments are worse than control: ${each}. Control stays.`;
}

/**
 * Effects beyond the margin of equivalence are ruled out, for all treatments or for those that are
 * not worse than the control.
 */
export function flatSentence(
  { equivalence }: Extract<Verdict, { kind: 'no-difference' }>,
  telling: Telling,
): string {
  const { words } = telling;
  const worse = withVerdict('worse', telling);
  const margin = words.lift(equivalence).slice(1);
  const others = worse.map((treatment) => treatmentRange(treatment, words)).join('; ');
  return worse.length === 0
    ? `Effects beyond ±${margin} are ruled out; choose on cost.`
    : `No difference beyond ±${margin} for the best of them, and worse than control: ${others}. Choose on cost.`;
}

function withVerdict(kind: Verdict['kind'], { look }: Telling): readonly TreatmentLook[] {
  return look.treatments.filter(({ verdict }) => verdict.kind === kind);
}

function leaders(treatments: readonly TreatmentLook[], what: string, telling: Telling): string {
  const each = treatments.flatMap((treatment) => {
    const limits = primaryLimits(treatment);
    return limits === null
      ? []
      : [`“${treatment.variant}” is ${what}: ${leastOf(limits, telling.words)}`];
  });
  return each.join('; ');
}

/** Every open condition of a leader, in words. */
function conditions(leader: TreatmentLook | undefined, telling: Telling): string {
  if (leader?.verdict.kind !== 'ahead') return '';
  return leader.verdict.open.map((open) => condition(open, leader, telling)).join('; ');
}

function condition(open: OpenCondition, leader: TreatmentLook, telling: Telling): string {
  const { look, words } = telling;
  switch (open) {
    case 'weeks': {
      const primary = primaryOf(telling);
      if (primary && isLate(primary)) {
        return `visitors of ${WHOLE_WEEKS * 7} days should have had their ${days(primary.windowDays, telling)}, because every weekday should count the same`;
      }
      return `${words.count(look.days ?? 0)} of ${WHOLE_WEEKS * 7} days are in, and every weekday should count the same`;
    }
    case 'windows': {
      const window = days(primaryOf(telling)?.windowDays ?? 0, telling);
      return `${words.share(look.closedShare ?? 0)}\u202f% of the visitors have had their ${window} to convert, and ${words.share(CLOSED_SHARE)}\u202f% should`;
    }
    case 'guardrail':
      return openGuardrails(leader, telling);
  }
}

function openGuardrails({ comparisons }: TreatmentLook, telling: Telling): string {
  const each = comparisons.flatMap(({ metric, lift, guardrail }) =>
    guardrail?.status === 'unclear'
      ? [
          !lift.ok && lift.reason === 'windows-open'
            ? `nobody has had the time yet in which “${labelOf(metric, telling)}” may come`
            : `“${labelOf(metric, telling)}” may still be worse by ${telling.words.share(guardrail.marginBp / 10_000)}\u202f% or more`,
        ]
      : [],
  );
  return each.join(' and ');
}

/** " Per 1,000 visitors 32.0 → 36.1 leads." Only said once a decision stands. */
function levels({ variant }: TreatmentLook, telling: Telling): string {
  const { look, words } = telling;
  const metric = primaryOf(telling);
  if (metric === undefined) return '';
  const columns = [0, look.variants.indexOf(variant)];
  const unit = unitWords(look.unit).one;
  if (metric.type === 'mean') {
    const [before, after] = columns.map((column) => {
      const { visitors, sumMinor } = armOfLook(look, metric.id, column);
      return words.money(sumMinor / visitors, metric.currency);
    });
    return ` Per ${unit} ${before} → ${after}.`;
  }
  const [before, after] = columns.map((column) => {
    const { visitors, converted } = armOfLook(look, metric.id, column);
    return words.perThousand(converted / visitors);
  });
  const thousand = `er ${words.count(1_000)} ${unit}s`;
  return metric.noun === undefined
    ? ` ${metric.label} p${thousand}: ${before} → ${after}.`
    : ` P${thousand} ${before} → ${after} ${metric.noun}.`;
}

function days(count: number, { words }: Telling): string {
  return count === 1 ? 'day' : `${words.count(count)} days`;
}
