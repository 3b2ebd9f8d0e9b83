import type { Definitions, Sourced } from './definitions.ts';
import { namesOf } from './metric-names.ts';
import { REPORTED_STAGES, type ReportedStage } from './platform-conversion.ts';
import type { Platforms } from './platforms.ts';
import { type Fault, type KeyPath, type Problem, problemAt } from './problem.ts';

type Entry = NonNullable<Platforms[keyof Platforms]>;
type Placed = readonly [KeyPath, Fault];

/**
 * What platforms.yaml asks for and cannot work: one event twice, a sender without an account; and
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
      ...sameEvents(platforms, name, entry),
      ...senderFaults(name, entry),
      ...shortWindow(definitions, name, entry),
    ].map(([path, fault]) => problemAt(platforms.source, path, fault));
  });
}

function sameEvents(
  { source }: Sourced<Platforms>,
  name: keyof Platforms,
  { conversions }: Entry,
): readonly Placed[] {
  return conversions.flatMap(({ event }, index): readonly Placed[] => {
    const first = conversions.findIndex((other) => other.event === event);
    const line = source.lineOf([name, 'conversions', first]);
    const wrong = `"${event}" is told of already in line ${line}; a person's two stages would count twice under one name`;
    return first < index ? [[[name, 'conversions', index, 'event'], { wrong }]] : [];
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
  const missing: readonly Placed[] =
    name !== 'google' || 'customerId' in entry
      ? []
      : [
          [
            ['google', 'customerId'],
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
