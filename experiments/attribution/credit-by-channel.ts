/** Credit per channel, in the unit of what was converted. */
export type Credit = {
  readonly ok: true;
  readonly credit: { readonly [channel: string]: number };
  /** Converted without any touch: "(none)", spread over no channel. */
  readonly uncredited: number;
};

/** Why no credit is given. */
export type CreditRefusal = {
  readonly ok: false;
  readonly reason: 'invalid-paths' | 'invalid-rule';
};

/** A refusal of the given reason. */
export const refuseCredit = (reason: CreditRefusal['reason']): CreditRefusal => ({
  ok: false,
  reason,
});

/** Journeys through the same channels in the same order, and how they ended. */
export type CountedPath = {
  readonly path: readonly string[];
  /** Journeys that ended in a conversion, and that did not; 0 or more. */
  readonly conversions: number;
  readonly nulls: number;
};

/** Whether the ends of all paths can be counts (or sums of weights): finite, 0 or more. */
export const areCountedPaths = (paths: readonly CountedPath[]): boolean =>
  paths.every(({ conversions, nulls }) =>
    [conversions, nulls].every((count) => count >= 0 && count < Infinity),
  );

/** Every channel of the paths once, in order of appearance. */
export const channelsOf = (paths: readonly CountedPath[]): readonly string[] => [
  ...new Set(paths.flatMap(({ path }) => path)),
];

/** Conversions of the paths that have no touch at all. */
export const untouched = (paths: readonly CountedPath[]): number =>
  paths.reduce((sum, { path, conversions }) => sum + (path.length === 0 ? conversions : 0), 0);
