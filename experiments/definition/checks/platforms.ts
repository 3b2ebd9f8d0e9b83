import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { REPORTED_STAGES, type ReportedStage } from '../connections/platform-conversion.ts';
import type { Platforms } from '../connections/platforms.ts';
import { type Fault, type KeyPath, type Problem, problemAt } from '../faults/problem.ts';
import { namesOf } from '../metric/metric-names.ts';

type Entry = NonNullable<Platforms[keyof Platforms]>;
type Placed = readonly [KeyPath, Fault];

/** The keys that `send: api` asks for, where another way can do without. */
const ACCOUNT_KEYS: Readonly<Partial<Record<keyof Platforms, string>>> = {
  google: 'customerId',
  microsoft: 'tagId',
};

/**
 * What platforms.yaml asks for and cannot work: one event or stage twice, a sender without an account; and
 * advice where a platform stops taking conversions before the sale is made.
 */
export function checkPlatforms(definitions: Definitions): readonly Problem[] {
  const { platforms } = definitions;
  if (platforms === undefined) return [];
  const names = Object.keys(platforms.value) as (keyof Platforms)[];
  return names.flatMap((name) => {
    const entry = platforms.value[name];
    if (entry === undefined || !entry.enabled) return [];
    return [
      ...twice(platforms, name, entry),
      ...senderFaults(name, entry),
      ...shortWindow(definitions, name, entry),
    ].map(([path, fault]) => problemAt(platforms.source, path, fault));
  });
}

/** A stage has one name there, and a name one stage. */
function twice(
  { source }: Sourced<Platforms>,
  name: keyof Platforms,
  { conversions }: Entry,
): readonly Placed[] {
  return conversions.flatMap(({ event, stage }, index): readonly Placed[] => {
    const line = (first: number) => source.lineOf([name, 'conversions', first]);
    const sameEvent = conversions.findIndex((other) => other.event === event);
    const sameStage = conversions.findIndex((other) => other.stage === stage);
    const wrong = (text: string, first: number) =>
      `"${text}" is told of already in line ${line(first)}`;
    return [
      ...(sameEvent < index
        ? ([[[name, 'conversions', index, 'event'], { wrong: wrong(event, sameEvent) }]] as const)
        : []),
      ...(sameStage < index
        ? ([[[name, 'conversions', index, 'stage'], { wrong: wrong(stage, sameStage) }]] as const)
        : []),
    ];
  });
}

function senderFaults(name: keyof Platforms, entry: Entry): readonly Placed[] {
  const events = entry.conversions.flatMap(({ event }, index): readonly Placed[] =>
    name !== 'linkedin' || /^\d{1,20}$/.test(event)
      ? []
      : [
          [
            ['linkedin', 'conversions', index, 'event'],
            {
              wrong: `is "${event}"`,
              allowed: 'the number of the conversion rule, from its address in Campaign Manager',
            },
          ],
        ],
  );
  if (!('send' in entry) || entry.send === 'file') return events;
  const key = ACCOUNT_KEYS[name];
  const missing: readonly Placed[] =
    key === undefined || key in entry
      ? []
      : [
          [
            [name, key],
            { wrong: 'is missing: with "send: api" it says whose conversions they are' },
          ],
        ];
  const actions = entry.conversions.flatMap((conversion, index): readonly Placed[] =>
    name !== 'google' || 'actionId' in conversion
      ? []
      : [
          [
            ['google', 'conversions', index, 'actionId'],
            {
              wrong:
                'is missing: with "send: api" Google wants the number of the conversion action',
            },
          ],
        ],
  );
  return [...events, ...missing, ...actions];
}

/**
 * Advice for a platform that takes conversions for fewer days than the sale takes, as the windows
 * of the metrics say, and that is told of no stage in time.
 */
function shortWindow(
  { metrics }: Definitions,
  name: keyof Platforms,
  { conversions, windowDays }: Entry,
): readonly Placed[] {
  const daysTo = (stage: ReportedStage): number =>
    Math.max(
      0,
      ...(metrics?.value ?? [])
        .filter((metric) => metric.source === 'stage' && namesOf(metric).includes(stage))
        .map((metric) => metric.windowDays),
    );
  const late = conversions.findIndex(({ stage }) => daysTo(stage) > windowDays);
  const inTime = conversions.some(({ stage }) => daysTo(stage) <= windowDays);
  const stage = conversions[late]?.stage;
  if (stage === undefined || inTime) return [];
  const known = REPORTED_STAGES.filter((one) => daysTo(one) > 0 && daysTo(one) <= windowDays);
  const earlier = known.at(-1) ?? 'qualified';
  const advice = `report "${earlier}" too, with "value: expected"`;
  return [
    [
      [name, 'conversions', late, 'stage'],
      {
        level: 'warning',
        wrong: `"${stage}" may take ${daysTo(stage)} days (its metric's windowDays), but the platform takes it for ${windowDays} days: later ones will be too late; ${advice}`,
      },
    ],
  ];
}
