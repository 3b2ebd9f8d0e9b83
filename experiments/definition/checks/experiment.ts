import { REPORT_ADDRESSES } from '../../contract/report-addresses.ts';
import type { Sourced } from '../catalog/definitions.ts';
import { changesContent } from '../experiment/combination.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type Fault, type KeyPath, type Problem, problemAt } from '../faults/problem.ts';
import { instantAt } from '../time/instant.ts';

type Placed = readonly [KeyPath, Fault];

/** What is wrong with an experiment by itself, without a look at pages and metrics. */
export function checkExperiment({ source, value }: Sourced<Experiment>): readonly Problem[] {
  return [
    ...identity(value, source.stem),
    ...variants(value),
    ...whenRunning(value),
    ...dates(value),
    ...outcome(value),
  ].map(([path, fault]) => problemAt(source, path, fault));
}

function identity({ id }: Experiment, stem: string): readonly Placed[] {
  if (REPORT_ADDRESSES.includes(id)) {
    return [[['id'], { wrong: `"${id}" is an address of the report, choose another id` }]];
  }
  return id === stem
    ? []
    : [[['id'], { wrong: `is "${id}", but the file is called "${stem}"`, allowed: stem }]];
}

function variants({ variants, status }: Experiment): readonly Placed[] {
  const ids = variants.map(({ id }) => id);
  const sum = variants.reduce((total, { weightBp }) => total + weightBp, 0);
  const [control] = variants;
  return [
    ...ids.flatMap((id, index): readonly Placed[] =>
      ids.indexOf(id) < index
        ? [[['variants', index, 'id'], { wrong: `two variants are called "${id}"` }]]
        : [],
    ),
    ...(sum === 10_000
      ? []
      : ([
          [
            ['variants'],
            {
              wrong: `the weights ${variants.map(({ weightBp }) => weightBp).join(' + ')} make ${sum}`,
              allowed: '10000 in sum',
            },
          ],
        ] satisfies Placed[])),
    ...(control !== undefined && changesContent(control)
      ? ([
          [
            ['variants', 0, control.page === undefined ? 'change' : 'page'],
            {
              wrong: `the first variant is the control and shows the page as it is; "${control.id}" changes it`,
            },
          ],
        ] satisfies Placed[])
      : []),
    ...variants.flatMap(({ id, weightBp }, index): readonly Placed[] =>
      status === 'running' && weightBp === 0
        ? [
            [
              ['variants', index, 'weightBp'],
              { level: 'warning', wrong: `nobody will see "${id}"` },
            ],
          ]
        : [],
    ),
  ];
}

function whenRunning({ status, plan, hypothesis, allocationBp }: Experiment): readonly Placed[] {
  if (status !== 'running') return [];
  const faults: Placed[] = [];
  if (plan.visitors === undefined) {
    faults.push([
      ['plan', 'visitors'],
      {
        wrong: 'is missing: a running experiment says how many visitors it waits for',
        allowed: 'a whole number from 100',
      },
    ]);
  }
  if (hypothesis === undefined) {
    faults.push([
      ['hypothesis'],
      {
        wrong: 'is missing: a running experiment says what it expects and why',
        allowed: 'because, change, audience, metric and atLeastBp',
      },
    ]);
  }
  if (allocationBp === 0) {
    faults.push([['allocationBp'], { level: 'warning', wrong: 'is 0: nobody takes part' }]);
  }
  return faults;
}

function dates({ startAt, endAt }: Experiment): readonly Placed[] {
  if (startAt === undefined || endAt === undefined) return [];
  const start = instantAt(startAt);
  const end = instantAt(endAt);
  if (start === undefined || end === undefined || start < end) return [];
  return [[['endAt'], { wrong: `is not after startAt (${startAt})` }]];
}

function outcome({ status, winner, learned, variants }: Experiment): readonly Placed[] {
  const ids = variants.map(({ id }) => id);
  const faults: Placed[] = [];
  if (winner !== undefined && !ids.includes(winner)) {
    faults.push([['winner'], unknownWord(`"${winner}" is no variant`, winner, ids)]);
  }
  if (winner !== undefined && status !== 'ended') {
    faults.push([['winner'], { wrong: `a ${status} experiment has no winner yet` }]);
  }
  if (status === 'ended' && learned === undefined) {
    faults.push([
      ['learned'],
      { level: 'warning', wrong: 'is missing: say what was learned, the next one builds on it' },
    ]);
  }
  return faults;
}
