import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import { counts } from '#experiments/definition/metric/metric-names.ts';
import { METRICS_FILE } from '#site/build/load.ts';
import type { NewFile, Project } from './project.ts';

/**
 * Metrics for the forms of a copied page, as the forms of the original have them: a form belongs to
 * one page, so that a submit is counted once. None where the original's forms have none.
 */
export async function metricsForForms(
  { root, compiled }: Pick<Project, 'root' | 'sources' | 'compiled'>,
  forms: readonly { readonly from: string; readonly to: string }[],
  page: { readonly id: string; readonly path: string },
): Promise<readonly NewFile[]> {
  const { metrics } = compiled.catalog;
  const added = forms.flatMap(({ from, to }) =>
    metrics
      .filter(
        (metric) =>
          counts(metric, from) && ['submit', 'confirm', 'form-start'].includes(metric.source),
      )
      .map(
        (metric): Metric => ({
          ...metric,
          id: `${page.id}-${metric.id}`.slice(0, 48).replace(/-$/, ''),
          // The label of a copy of a copy names one path.
          label: `${metric.label.replace(/ \(\/[^)]*\)$/, '')} (${page.path})`.slice(0, 80),
          match: to,
        }),
      ),
  );
  if (added.length === 0) return [];
  const before = await readFile(path.join(root, METRICS_FILE), 'utf8');
  const entries = added.map((metric) =>
    stringify([written(metric)], { singleQuote: true, lineWidth: 0 }),
  );
  const append = `${before.endsWith('\n') ? '' : '\n'}\n# ${page.path}\n${entries.join('\n')}`;
  return [{ file: METRICS_FILE, text: before + append, append }];
}

/** Without what the schema adds by itself. */
function written({ direction, ...metric }: Metric): object {
  return direction === 'up' ? metric : { ...metric, direction };
}
