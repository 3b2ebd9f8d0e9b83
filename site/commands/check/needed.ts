import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { expectedWeeks } from '#experiments/definition/checks/expected-weeks.ts';

/** How many visitors each running experiment still has to be given, and how to turn them into weeks. */
export function neededText(experiments: readonly CatalogExperiment[]): string {
  const running = experiments.filter(({ status }) => status === 'running');
  if (running.length === 0) return 'No experiment runs.';
  const count = new Intl.NumberFormat('en');
  const width = Math.max(...running.map(({ id }) => id.length));
  const lines = running.map((experiment) => {
    // The number of visitors is the same at any traffic.
    const expected = expectedWeeks(experiment, 1);
    const { landings } = experiment;
    const where = landings.length === 1 ? landings[0] : `its ${landings.length} pages`;
    return `  ${experiment.id.padEnd(width)}  ${
      expected.ok ? `${count.format(expected.visitors)} visitors of ${where}` : 'unknown: no plan'
    }`;
  });
  return [
    'Visitors that running experiments need for their verdict',
    ...lines,
    '  In weeks: npm run check -- --traffic 400 (new visitors of a page per day).',
  ].join('\n');
}
