/** Converted visitors and visitors of one variant. */
export type Total = { readonly visitors: number; readonly converted: number };

/** Which reading of the counts may call a result; each is drawn in `rules.ts`. */
export type RuleName =
  /** The lift of the report: sequence of the log ratio, exact limits below five conversions. */
  | 'conversions'
  /** The exact e-value at every look, whatever the counts. */
  | 'exact'
  /** Value per visitor. */
  | 'revenue'
  /** The whole decision with every condition. */
  | 'decision'
  /** Negative controls: wrong on purpose. */
  | 'naive-z'
  | 'pooled-epochs';

/** A world that is drawn again and again, looked at each day. */
export type Setting = {
  readonly rule: RuleName;
  /** What is special about it, for people; unique within a rule and number of looks. */
  readonly name: string;
  /** Closed days, each of them a look. */
  readonly looks: number;
  /** Visitors a day, all variants together. */
  readonly perDay: number;
  /** Share of the control's visitors who convert on the first day. */
  readonly rate: number;
  /** Weights of the first epoch in basis points, control first. */
  readonly weightsBp: readonly number[];
  /** Planted on the first treatment in the A/B half: 0.2 = 20 % more visitors convert. */
  readonly lift: number;
  /** Planned visitors of the pair as a share of what comes; 1 by default. */
  readonly planned?: number;
  /** What a conversion is worth: lognormal with a median of 60.00, capped in minor units. */
  readonly value?: { readonly sigma: number; readonly capMinor?: number };
  /** By how much the base rate differs on a day from the first. */
  readonly drift?: (day: number) => number;
  /** Days per epoch, and the weights of each, which may depend on what was counted before. */
  readonly epochs?: {
    readonly days: number;
    readonly weightsAt: (epoch: number, totals: readonly Total[]) => readonly number[];
  };
  /** Landings that are pooled: each one's weight in the traffic of a day, and its base rate. */
  readonly landings?: readonly {
    readonly trafficOn: (day: number) => number;
    /** By how much its base rate differs from the setting's. */
    readonly factor: number;
  }[];
  /** Share of the conversions that come in so many days after the visit, from 0. */
  readonly delay?: readonly number[];
};

/** Planned visitors of control and the first treatment together. */
export function plannedVisitors(setting: Setting): number {
  const { looks, perDay, weightsBp, planned = 1 } = setting;
  const pair = ((weightsBp[0] ?? 0) + (weightsBp[1] ?? 0)) / 10_000;
  return Math.round(looks * perDay * pair * planned);
}
