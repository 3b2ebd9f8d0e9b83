import type { Decision } from '../contract/decision.ts';
import type { Look } from '../contract/look.ts';
import { LABEL } from '../report/decision/not-randomised.ts';
import { collapse, type DayActivity } from './collapse.ts';

/** What somebody should know before they open the report. */
export type AlertKind =
  | 'split'
  | 'no-exposures'
  | 'conversion-collapse'
  | 'guardrail'
  | 'verdict'
  | 'outbox-stuck';

export type Alert = {
  /** The same while the same condition lasts: it is told once. */
  readonly id: string;
  readonly kind: AlertKind;
  /** Null where it is about the whole site. */
  readonly experimentId: string | null;
  readonly sentence: string;
};

/** What alerts about one experiment are told from. */
export type Watched = {
  readonly id: string;
  readonly title: string;
  readonly fingerprint: string;
  readonly state: 'running' | 'paused' | 'ended';
  readonly look: Look | null;
  /** Epoch milliseconds of the newest exposure that the cron saw; null before the first. */
  readonly exposedAt: number | null;
  /** Closed days, oldest first. */
  readonly days: readonly DayActivity[];
};

/** Decisions that end a wait; the others are read when somebody looks. */
const VERDICTS: readonly Decision['kind'][] = ['better', 'worse', 'no-difference'];

/**
 * What is to be told about one experiment now. Quiet for a paused or ended one, except for its
 * verdict. `quietHours`: hours without an exposure that are too many; `labelOf`: what people call a
 * metric.
 */
export function alertsOf(
  watched: Watched,
  {
    now,
    quietHours,
    labelOf = (metric) => metric,
  }: {
    readonly now: number;
    readonly quietHours: number;
    readonly labelOf?: (metric: string) => string;
  },
): readonly Alert[] {
  const { id, title, fingerprint, look, exposedAt, days, state } = watched;
  const about = (kind: AlertKind, key: string, sentence: string): Alert => ({
    id: [kind, id, fingerprint, key].join(' '),
    kind,
    experimentId: id,
    sentence: `${title}: ${sentence}`,
  });
  const alerts: Alert[] = [];
  const decision = look?.decision;
  if (decision && VERDICTS.includes(decision.kind)) {
    alerts.push(
      about('verdict', decision.kind, verdictSentence(decision, look.assignedBy !== undefined)),
    );
  }
  if (state !== 'running') return alerts;
  if (look && decision?.kind === 'withheld' && decision.reason === 'srm') {
    alerts.push(
      about(
        'split',
        'srm',
        'the split of visitors is not the planned one. Do not read the result.',
      ),
    );
  }
  const failing = (look?.treatments ?? []).flatMap(({ variant, comparisons }) =>
    comparisons
      .filter(({ guardrail }) => guardrail?.status === 'fails')
      .map(({ metric }) => ({ variant, metric })),
  );
  for (const { variant, metric } of failing) {
    alerts.push(
      about(
        'guardrail',
        `${variant} ${metric}`,
        `“${variant}” loses more on “${labelOf(metric)}” than allowed.`,
      ),
    );
  }
  if (exposedAt !== null && now - exposedAt >= quietHours * 3_600_000) {
    alerts.push(
      about(
        'no-exposures',
        String(exposedAt),
        `nobody has been counted for ${Math.floor((now - exposedAt) / 3_600_000)} hours.`,
      ),
    );
  }
  const fallen = collapse(days);
  if (fallen) {
    alerts.push(
      about(
        'conversion-collapse',
        fallen.day,
        `${fallen.converted} conversions on ${fallen.day}; about ${Math.round(fallen.expected)} were to be expected from its visitors.`,
      ),
    );
  }
  return alerts;
}

/** One alert for the whole outbox: it holds what nobody has taken for a day, or gave up. */
export function outboxAlert(stuck: {
  readonly dead: number;
  readonly late: number;
  readonly oldestDay: string | null;
}): readonly Alert[] {
  if (stuck.dead + stuck.late === 0) return [];
  const sentence = `${stuck.late} messages wait longer than a day and ${stuck.dead} were given up. See who was not told, and send it once more.`;
  return [
    { id: `outbox-stuck ${stuck.oldestDay}`, kind: 'outbox-stuck', experimentId: null, sentence },
  ];
}

/** `chosen`: an ad platform chose who came to which arm, so shipping waits for a second thought. */
function verdictSentence(decision: Decision, chosen: boolean): string {
  if (chosen && decision.kind === 'better') {
    return `${LABEL}, a treatment is better. Read the report before you ship it.`;
  }
  return `${chosen ? `${LABEL}, ` : ''}${plainVerdict(decision)}`;
}

function plainVerdict(decision: Decision): string {
  switch (decision.kind) {
    case 'better':
      return 'a treatment is better. Read the report, then ship it.';
    case 'worse':
      return 'the treatment is worse than the control. End it.';
    default:
      return 'effects beyond the margin are ruled out. Choose on cost.';
  }
}
