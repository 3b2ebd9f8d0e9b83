import type { Definitions, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type Fault, type KeyPath, type Problem, problemAt } from '../faults/problem.ts';
import { isSaleMetric } from '../metric/sale-metric.ts';

type Placed = readonly [KeyPath, Fault];

/**
 * What is wrong with arms that somebody else splits: without a parameter or values nobody would be in
 * one, and what is decided on must come from sales, as clicks and forms say most about who was sent.
 */
export function checkUrlArms(definitions: Definitions): readonly Problem[] {
  return definitions.experiments.flatMap((experiment) =>
    faultsOf(experiment, definitions).map(([path, fault]) =>
      problemAt(experiment.source, path, fault),
    ),
  );
}

function faultsOf({ value }: Sourced<Experiment>, { metrics }: Definitions): readonly Placed[] {
  if (value.assignedBy === undefined) return strays(value);
  const faults: Placed[] = [];
  if (value.parameter === undefined) {
    const wrong = 'is missing: assignedBy: url reads the arm from a parameter of the address';
    faults.push([['parameter'], { wrong, allowed: 'its name, for example utm_content' }]);
  }
  const owners = new Map<string, string>();
  value.variants.forEach(({ id, values = [] }, index) => {
    if (values.length === 0) {
      const wrong = `no address leads to "${id}"`;
      const allowed = `the values of ${value.parameter ?? 'the parameter'} in its ads: [ad-a]`;
      faults.push([['variants', index, 'values'], { wrong, allowed }]);
    }
    for (const one of values) {
      const key = one.trim().toLowerCase();
      const owner = owners.get(key);
      if (owner !== undefined) {
        const wrong = `"${one}" leads to "${owner}" already (upper and lower case are one)`;
        faults.push([['variants', index, 'values'], { wrong }]);
      }
      owners.set(key, owner ?? id);
    }
  });
  if (value.allocationBp !== 10_000) {
    const wrong = 'has no effect: the address says who takes part';
    faults.push([['allocationBp'], { wrong, allowed: 'nothing, or 10000' }]);
  }
  if (value.group !== undefined) {
    const wrong = 'cannot be held: visitors come with the address that they were sent to';
    faults.push([['group'], { wrong, allowed: 'no group' }]);
  }
  return [...faults, ...primaryFaults(value, metrics)];
}

function primaryFaults(
  { primary }: Experiment,
  metrics: Definitions['metrics'],
): readonly Placed[] {
  const known = metrics?.value ?? [];
  const metric = known.find(({ id }) => id === primary);
  if (metric === undefined || isSaleMetric(metric)) return [];
  const late = known.filter(isSaleMetric).map(({ id }) => id);
  const wrong = `"${primary}" is counted on the page; arms that an ad platform splits are judged on qualified leads or revenue, as it sends each arm the people who click`;
  const allowed =
    late.length > 0
      ? late.join(', ')
      : 'a metric with source: stage (qualified, opportunity, won) or order';
  return [[['primary'], { wrong, allowed }]];
}

/** Keys that say nothing without `assignedBy`. */
function strays({ parameter, variants }: Experiment): readonly Placed[] {
  const fault: Fault = { wrong: 'has an effect only beside assignedBy: url' };
  return [
    ...(parameter === undefined ? [] : [[['parameter'], fault] as const]),
    ...variants.flatMap(({ values }, index): readonly Placed[] =>
      values === undefined ? [] : [[['variants', index, 'values'], fault]],
    ),
  ];
}
