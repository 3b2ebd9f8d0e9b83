import { decide } from '#experiments/report/decision/decide.ts';
import { armsOf, exactPanel } from './bayes-panel.ts';
import { SIZES, sizedExperiment } from './sized-experiment.ts';

// Prints the CPU milliseconds of one verdict or panel in a fresh process, uncompiled as yet.
const [what, size] = process.argv.slice(2);
const run = what === 'panel' ? panel(Number(size)) : verdict(size === 'wide' ? 'wide' : 'usual');
const before = process.cpuUsage();
run();
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1_000));

function panel(count: number): () => unknown {
  const arms = armsOf(count);
  return () => exactPanel(arms);
}

function verdict(name: keyof typeof SIZES): () => unknown {
  const { experiment, counts, metrics, day } = sizedExperiment(SIZES[name]);
  return () => decide(experiment, counts, { metrics, day });
}
