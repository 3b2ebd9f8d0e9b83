/** Observations of one group: how many, their mean, and the sum of squares about it. */
export type Group = { readonly n: number; readonly mean: number; readonly m2: number };

/** A group's mean drawn towards the whole. */
export type Credible = {
  readonly value: number;
  /** Weight of the group's own mean, from 0 (all from the whole) to 1. */
  readonly weight: number;
};

/**
 * The means of groups drawn towards `whole`, so that three leads of a campaign are not believed like
 * three hundred: weight n / (n + s² / a), with the variance s² within groups and a between them,
 * both estimated from the groups. Where they differ by no more than chance, a is 0 and every group
 * is worth the whole. Groups without observations, and a single group, are worth the whole too.
 *
 * Source: H. Bühlmann & E. Straub, Mitteilungen VSVM 70 (1970) 111; nonparametric estimators of both
 * variances as in S. Klugman, H. Panjer & G. Willmot, Loss Models (2012), empirical Bayes estimation.
 */
export function credibleMeans(groups: readonly Group[], whole: number): readonly Credible[] {
  const filled = groups.filter(({ n }) => n > 0);
  const n = sum(filled.map((group) => group.n));
  const degrees = n - filled.length;
  const within = degrees > 0 ? sum(filled.map(({ m2 }) => m2)) / degrees : 0;
  const mean = n > 0 ? sum(filled.map((group) => group.n * group.mean)) / n : whole;
  const spread = sum(filled.map((group) => group.n * (group.mean - mean) ** 2));
  const scale = n > 0 ? n - sum(filled.map((group) => group.n ** 2)) / n : 0;
  const between = scale > 0 ? Math.max(0, (spread - (filled.length - 1) * within) / scale) : 0;
  return groups.map((group) => {
    if (group.n === 0 || between === 0 || degrees <= 0) return { value: whole, weight: 0 };
    const weight = group.n / (group.n + within / between);
    return { value: weight * group.mean + (1 - weight) * whole, weight };
  });
}

/** A group from its values. */
export function groupOf(values: readonly number[]): Group {
  const n = values.length;
  const mean = n === 0 ? 0 : sum(values) / n;
  return { n, mean, m2: sum(values.map((value) => (value - mean) ** 2)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
