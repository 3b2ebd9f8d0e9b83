import type { Definitions, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { surroundingsOf } from '../experiment/surroundings.ts';
import type { Fault, Problem } from '../faults/problem.ts';

/**
 * What a running experiment rests on outside its own file and that is no longer what it was when it
 * began to run. What its entry in the lock does not name yet is free.
 */
export function checkSurroundings(definitions: Definitions): readonly Problem[] {
  return definitions.experiments.flatMap((experiment) => {
    const { id, status } = experiment.value;
    const around = definitions.lock[id]?.around;
    if (status !== 'running' || around === undefined) return [];
    return surroundingsOf(experiment, definitions).flatMap(({ key, hash, at }): Problem[] => {
      const before = around[key];
      if (before === undefined || before === hash) return [];
      return [{ level: 'error', ...at, ...faultOf(key, experiment) }];
    });
  });
}

function faultOf(key: string, { value: { id } }: Sourced<Experiment>): Fault {
  const [kind, name] = key.split('.');
  const again = `put it back, or end "${id}" and copy it to a new id: npm run new -- experiment --copy ${id}`;
  switch (kind) {
    case 'metrics':
      return {
        wrong: `is not how "${id}" has counted since it began to run`,
        allowed: 'put it back, or add a metric with an id of its own',
      };
    case 'variants':
      return {
        wrong: `is not what visitors saw: variant "${name}" of "${id}", which runs, shows it`,
        allowed: again,
      };
    default:
      return {
        wrong: `is not what visitors saw: "${id}", which runs, compares its variants with this text`,
        allowed: again,
      };
  }
}
