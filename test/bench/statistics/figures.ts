import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import jStat from 'jstat';
import { decide } from '#experiments/report/decision/decide.ts';
import { seeded } from '#test/simulate/random.ts';
import { type Figure, median } from '../figure.ts';
import { armsOf, DRAWS, drawnPanel, exactPanel } from './bayes-panel.ts';
import { type Comparison, conclusive, sideBySide } from './side-by-side.ts';
import { SIZES, sizedExperiment } from './sized-experiment.ts';
import { verdictWithJstat } from './verdict-with-jstat.ts';

const FRESH_PROCESSES = 7;
/** CPU time of a request on the smallest plan of the platform. */
const REQUEST_MS = 10;

/** What the statistics cost: the verdict, which a request waits for, and the Bayesian panel. */
export function statisticsFigures(): readonly Figure[] {
  const random = seeded('bench');
  jStat.setRandom(random);
  return [
    ...(['usual', 'wide'] as const).flatMap((name) => verdictFigures(name, random)),
    ...[2, 5].flatMap((count) => panelFigures(count, random)),
  ];
}

function verdictFigures(name: keyof typeof SIZES, random: () => number): readonly Figure[] {
  const sized = sizedExperiment(SIZES[name]);
  const { experiment, counts, metrics, day } = sized;
  const verdict = sideBySide(
    {
      ours: () => decide(experiment, counts, { metrics, day }),
      other: () => verdictWithJstat(sized),
    },
    { rounds: 60, random },
  );
  const { variants, metrics: width, strata } = SIZES[name];
  const what = `verdict, ${variants} variants × ${width} metrics × ${strata} ${strata === 1 ? 'stratum' : 'strata'}`;
  return [
    { what, value: `${verdict.ms.toFixed(2)} ms`, how: `CPU; ${fits(verdict.ms)}` },
    firstFigure(what, ['verdict', name]),
    ratioFigure(`${what}, against z tests for one look with jstat`, verdict),
  ];
}

function panelFigures(count: number, random: () => number): readonly Figure[] {
  const arms = armsOf(count);
  const panel = sideBySide(
    { ours: () => exactPanel(arms), other: () => drawnPanel(arms) },
    { rounds: 30, random },
  );
  const what = `Bayesian panel, ${count} arms`;
  return [
    { what, value: `${panel.ms.toFixed(1)} ms`, how: `CPU; ${fits(panel.ms)}` },
    firstFigure(what, ['panel', String(count)]),
    ratioFigure(`${what}, against ${DRAWS / 1_000} 000 draws with jstat`, panel),
  ];
}

function ratioFigure(what: string, compared: Comparison): Figure {
  const { ratio, otherMs, twin, rounds } = compared;
  const quiet = conclusive(compared) ? '' : ': the machine was too busy to tell';
  return {
    what,
    value: `${ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2)}×`,
    how: `${otherMs.toFixed(otherMs < 10 ? 2 : 0)} ms there; median of ${rounds} rounds, twin ${twin.toFixed(2)}${quiet}`,
  };
}

/** The first run of a fresh process, as a new isolate has it: nothing is compiled yet. */
function firstFigure(what: string, args: readonly string[]): Figure {
  const file = join(import.meta.dirname, 'first-run.ts');
  const ms = median(
    Array.from({ length: FRESH_PROCESSES }, () =>
      Number(execFileSync(process.execPath, [file, ...args], { encoding: 'utf8' })),
    ),
  );
  return {
    what: `${what}, first of a fresh process`,
    value: `${ms.toFixed(1)} ms`,
    how: `CPU, median of ${FRESH_PROCESSES}; ${fits(ms)}`,
  };
}

function fits(ms: number): string {
  return ms <= REQUEST_MS
    ? `fits a request of ${REQUEST_MS} ms`
    : `does not fit a request of ${REQUEST_MS} ms`;
}
