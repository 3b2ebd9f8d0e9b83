import { composeAlone } from '../catalog/compose.ts';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { matchingPaths, nearestPath, resolvePages } from '../catalog/pages.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { canonicalJson } from '../experiment/fingerprint.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type KeyPath, listText, type Problem, problemAt } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import type { Metric } from '../metric/metric.ts';
import { namesOf } from '../metric/metric-names.ts';
import { firedBy, firingOf, matchesFor } from './firing.ts';

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
      const { path } = landing.value;
      const composed = composeAlone(landing, { experiment, variant }, definitions.landings);
      if (composed.ok) {
        const same = canonicalJson(composed.landing) === canonicalJson(landing.value);
        return same && variant.change !== undefined && variant.component === undefined
          ? [problemAt(source, place, { level: 'warning', wrong: `leaves ${path} as it is` })]
          : [];
      }
      return [
        ...composed.problems,
        ...composed.faults.map(({ key, rest, fault }) =>
          problemAt(source, [...place, key, ...rest], fault),
        ),
      ].filter((problem) => {
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
    const shown = landingsOf(experiment, definitions).flatMap((landing) =>
      value.variants.flatMap((variant) => {
        const composed = composeAlone(landing, { experiment, variant }, definitions.landings);
        return composed.ok ? [{ composed, landing, variantId: variant.id }] : [];
      }),
    );
    const places = shown.flatMap(({ composed, ...place }) => unfired(metric, composed, place));
    const names = namesOf(metric);
    const [first] = places;
    if (first === undefined) return [];
    // A metric that would do is what to write here; else what its own `match` could name.
    const others = (definitions.metrics?.value ?? [])
      .filter(({ source }) => source === metric.source)
      .filter((other) => shown.every(({ composed }) => firedBy(other, firingOf(composed.landing))))
      .map((other) => other.id);
    const fault = unknownWord(
      `nothing on ${first.path} fires "${id}" (${metric.source} ${names.join(', ')}) in variant "${first.variantId}"`,
      ...(others.length > 0 ? ([id, others] as const) : ([names[0] ?? '', first.offered] as const)),
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
  composed: { readonly landing: Landing; readonly from: string },
  { landing, variantId }: { readonly landing: Sourced<Landing>; readonly variantId: string },
): readonly Unfired[] {
  const firing = firingOf(composed.landing);
  if (firedBy(metric, firing) !== undefined) return [];
  const { path } = landing.value;
  const where = composed.from === path ? path : `${path} (which shows ${composed.from})`;
  return [{ path: where, variantId, offered: matchesFor(metric, firing) ?? [] }];
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

function landingsOf(
  { value }: Sourced<Experiment>,
  { landings }: Definitions,
): readonly Sourced<Landing>[] {
  const paths = resolvePages(
    value.pages,
    landings.map((landing) => landing.value.path),
  );
  return landings.filter((landing) => paths.includes(landing.value.path));
}
