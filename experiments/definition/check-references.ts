import { applyChange, type Change } from './change.ts';
import type { Definitions, Sourced } from './definitions.ts';
import type { Experiment } from './experiment.ts';
import { canonicalJson } from './fingerprint.ts';
import { firedBy, firingOf, matchesFor } from './firing.ts';
import { unknownWord } from './issue-fault.ts';
import type { Landing } from './landing.ts';
import type { Metric } from './metric.ts';
import { matchingPaths, nearestPath, resolvePages } from './pages.ts';
import { type KeyPath, listText, type Problem, problemAt } from './problem.ts';

/**
 * Whether the pages, metrics and content keys that an experiment names exist and fit together. An
 * ended one keeps its metrics for the report; its pages may have moved on.
 */
export function checkReferences(
  experiment: Sourced<Experiment>,
  definitions: Definitions,
): readonly Problem[] {
  if (experiment.value.status === 'ended') return checkMetricNames(experiment, definitions);
  return [
    ...checkPages(experiment, definitions),
    ...checkMetricNames(experiment, definitions),
    ...checkChanges(experiment, definitions),
    ...checkFiring(experiment, definitions),
  ];
}

function checkPages(
  { source, value }: Sourced<Experiment>,
  definitions: Definitions,
): readonly Problem[] {
  if (definitions.landingsIncomplete) return [];
  const paths = definitions.landings.map((landing) => landing.value.path);
  return value.pages.flatMap((entry, index) => {
    if (matchingPaths(entry, paths).length > 0) return [];
    const close = nearestPath(entry, paths);
    return [
      problemAt(source, ['pages', index], {
        wrong: `no landing is at ${entry}`,
        allowed: listText(paths),
        ...(close === undefined ? {} : { nearest: close }),
      }),
    ];
  });
}

function checkMetricNames(
  { source, value }: Sourced<Experiment>,
  { metrics }: Definitions,
): readonly Problem[] {
  if (metrics === undefined) return [];
  const ids = metrics.value.map(({ id }) => id);
  const problems = roles(value).flatMap(({ id, path }) =>
    ids.includes(id)
      ? []
      : [problemAt(source, path, unknownWord(`no metric is called "${id}"`, id, ids))],
  );
  const expected = value.hypothesis?.metric;
  if (expected !== undefined && expected !== value.primary) {
    problems.push(
      problemAt(source, ['hypothesis', 'metric'], {
        level: 'warning',
        wrong: `is "${expected}", but the verdict is given on the primary metric "${value.primary}"`,
      }),
    );
  }
  return problems;
}

function checkChanges(
  experiment: Sourced<Experiment>,
  definitions: Definitions,
): readonly Problem[] {
  const { source, value } = experiment;
  const seen = new Set<string>();
  return value.variants.flatMap((variant, index) =>
    landingsOf(experiment, definitions).flatMap((landing) => {
      const place = ['variants', index, 'change'] as const;
      const changed = applyChange(landing, variant.change ?? {});
      if (changed.ok) {
        return variant.change !== undefined &&
          canonicalJson(changed.landing) === canonicalJson(landing)
          ? [
              problemAt(source, place, {
                level: 'warning',
                wrong: `leaves ${landing.path} as it is`,
              }),
            ]
          : [];
      }
      return changed.faults
        .map(({ key, rest, fault }) => problemAt(source, [...place, key, ...rest], fault))
        .filter((problem) => {
          const text = `${problem.key} ${problem.wrong}`;
          return seen.has(text) ? false : seen.add(text);
        });
    }),
  );
}

/** Each metric must be fired on each page in each variant; the primary one without exception. */
function checkFiring(
  experiment: Sourced<Experiment>,
  definitions: Definitions,
): readonly Problem[] {
  const { source, value } = experiment;
  return roles(value).flatMap(({ id, path }) => {
    const metric = definitions.metrics?.value.find((candidate) => candidate.id === id);
    if (metric === undefined || path[0] === 'hypothesis') return [];
    const places = landingsOf(experiment, definitions).flatMap((landing) =>
      value.variants.flatMap(({ id: variantId, change }) =>
        unfired(metric, landing, variantId, change ?? {}),
      ),
    );
    const [first] = places;
    if (first === undefined) return [];
    const fault = unknownWord(
      `nothing on ${first.path} fires "${id}" (${metric.source} ${metric.match}) in variant "${first.variantId}"`,
      metric.match,
      first.offered,
    );
    return [
      problemAt(source, path, { ...fault, level: path[0] === 'primary' ? 'error' : 'warning' }),
    ];
  });
}

type Unfired = {
  readonly path: string;
  readonly variantId: string;
  readonly offered: readonly string[];
};

function unfired(
  metric: Metric,
  landing: Landing,
  variantId: string,
  change: Change,
): readonly Unfired[] {
  const changed = applyChange(landing, change);
  if (!changed.ok) return [];
  const firing = firingOf(changed.landing);
  if (firedBy(metric, firing) !== undefined) return [];
  return [{ path: landing.path, variantId, offered: matchesFor(metric, firing) ?? [] }];
}

function roles({
  primary,
  secondary,
  guardrails,
  hypothesis,
}: Experiment): readonly { readonly id: string; readonly path: KeyPath }[] {
  return [
    ...(hypothesis === undefined
      ? []
      : [{ id: hypothesis.metric, path: ['hypothesis', 'metric'] }]),
    { id: primary, path: ['primary'] },
    ...secondary.map((id, index) => ({ id, path: ['secondary', index] })),
    ...guardrails.map(({ metric }, index) => ({
      id: metric,
      path: ['guardrails', index, 'metric'],
    })),
  ];
}

function landingsOf({ value }: Sourced<Experiment>, { landings }: Definitions): readonly Landing[] {
  const paths = resolvePages(
    value.pages,
    landings.map((landing) => landing.value.path),
  );
  return landings.map((landing) => landing.value).filter(({ path }) => paths.includes(path));
}
