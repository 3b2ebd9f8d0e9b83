import { BOT_REASON_NAMES, BOT_REASONS, bitsOf, reasonsOf } from '../../bots/reasons.ts';
import { BOT_RULES, BOT_RULES_VERSION, type BotChoice, excludingBits } from '../../bots/rules.ts';
import type { BotGroup, BotReading, BotsReport } from '../../contract/bots.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import { closedUntil, dayOfCounts, isLate } from '../decision/late.ts';
import type { JudgedMetric } from '../decision/metric-roles.ts';
import { judgeSplit } from '../health/split-checks.ts';
import { comparisonsOf } from '../lift/comparisons.ts';
import { armOf, strataOf, sum } from '../strata/strata.ts';
import type { BotCounts, ExperimentCounts } from './counts.ts';

/**
 * What leaving out programs changes: visitors, split and lift of the primary metric under every
 * version of the bot rules, under what the site chose, with nobody left out, and with everybody left
 * out who has any reason. All from the bits that were stored before anybody had a variant. Null when
 * these counts were not read or the metric is unknown.
 *
 * Visitors are compared by epoch, over all landings together. They are counted over all days, so of
 * a late stage no lift is told before every window is over: `some-windows-open`.
 */
export function botsOf(
  definition: Pick<CatalogExperiment, 'variants' | 'plan' | 'assignedBy'>,
  counts: ExperimentCounts,
  { primary, mixed }: { readonly primary: JudgedMetric | undefined; readonly mixed: boolean },
): BotsReport | null {
  const { bots } = counts;
  if (!bots || !primary) return null;
  const ids = definition.variants.map(({ id }) => id);
  const groups = groupsOf(ids, bots);
  const open = hasOpenWindows(primary, counts);
  const readings = readingsOf(bots.choice).map(({ bits, ...named }): BotReading => {
    const { strata, leftOut } = under(bits, { ids, metricId: primary.metric.id, bots, counts });
    const arms = ids.map((_, column) => armOf(strata, primary.metric.id, column));
    const [compared] = open ? [] : comparisonsOf(definition, [primary], { strata, mixed });
    return {
      ...named,
      leavesOut: [...reasonsOf(bits)],
      visitors: arms.map(({ visitors }) => visitors),
      leftOut,
      converted: arms.map(({ converted }) => converted),
      split:
        definition.assignedBy === undefined
          ? judgeSplit(
              strata
                .filter(({ visitors }) => sum(visitors) > 0)
                .map(({ visitors, weightsBp }) => ({
                  increments: [visitors],
                  weights: weightsBp ?? undefined,
                })),
            )
          : { ok: false, reason: 'not-randomised' },
      lifts: ids
        .slice(1)
        .map((_, index) => compared?.lifts[index] ?? { ok: false, reason: 'some-windows-open' }),
    };
  });
  const visitorsOf = (chosen: (group: BotGroup) => boolean) =>
    ids.map((_, column) =>
      sum(
        groups
          .filter(chosen)
          .flatMap(({ epochs }) => epochs.map(({ visitors }) => visitors[column] ?? 0)),
      ),
    );
  return {
    metric: primary.metric.id,
    choice: { ...bots.choice, also: [...bots.choice.also], keep: [...bots.choice.keep] },
    groups,
    reasons: BOT_REASON_NAMES.map((reason) => ({
      reason,
      visitors: visitorsOf(({ bits }) => (bits & BOT_REASONS[reason]) !== 0),
    })).filter(({ visitors }) => sum(visitors) > 0),
    lookedAtBefore: sum(visitorsOf(({ version }) => version < BOT_RULES_VERSION)),
    readings,
  };
}

/** The sets of rules that are compared, from nobody left out to everybody with a reason. */
function readingsOf(
  choice: BotChoice,
): readonly (Pick<BotReading, 'rules' | 'version' | 'inUse'> & { readonly bits: number })[] {
  const own = excludingBits(choice);
  const shipped = BOT_RULES.map(({ version }) => ({
    version,
    bits: excludingBits({ rules: version, also: [], keep: [] }),
  }));
  const asShipped = shipped.find(({ version, bits }) => version === choice.rules && bits === own);
  return [
    { rules: 'everybody', version: null, inUse: own === 0 && !asShipped, bits: 0 },
    ...shipped.map((one) => ({ rules: 'version' as const, ...one, inUse: one === asShipped })),
    ...(asShipped || own === 0
      ? []
      : [{ rules: 'site' as const, version: choice.rules, inUse: true, bits: own }]),
    { rules: 'every-reason', version: null, inUse: false, bits: bitsOf(BOT_REASON_NAMES) },
  ];
}

function under(
  excluded: number,
  of: {
    readonly ids: readonly string[];
    readonly metricId: string;
    readonly bots: BotCounts;
    readonly counts: Pick<ExperimentCounts, 'epochs'>;
  },
) {
  const { ids, metricId, bots, counts } = of;
  const stays = ({ bits }: { readonly bits: number }) => (bits & excluded) === 0;
  const strata = strataOf(ids, [metricId], {
    epochs: counts.epochs,
    exposures: bots.exposures.filter(stays).map((row) => ({ ...row, day: '', bots: 0 })),
    conversions: bots.conversions
      .filter(stays)
      .map((row) => ({ ...row, day: '', metricId, conversions: row.converted })),
  });
  const leftOut = ids.map((id) =>
    sum(
      bots.exposures
        .filter((row) => row.variantId === id && !stays(row))
        .map(({ visitors }) => visitors),
    ),
  );
  return { strata, leftOut };
}

/** Rows as a file keeps them: by version and bits, then by epoch. */
function groupsOf(ids: readonly string[], { exposures, conversions }: BotCounts): BotGroup[] {
  const keyOf = (row: { readonly version: number; readonly bits: number }) =>
    `${row.version}.${row.bits}`;
  const converted = Map.groupBy(conversions, keyOf);
  return [...Map.groupBy(exposures, keyOf)]
    .map(([key, rows]) => {
      const { version = 1, bits = 0 } = rows[0] ?? {};
      const later = converted.get(key) ?? [];
      const epochs = [...new Set(rows.map(({ epoch }) => epoch))].sort((a, b) => a - b);
      return {
        version,
        bits,
        epochs: epochs.map((epoch) => {
          const of = <Row extends { readonly epoch: number; readonly variantId: string }>(
            all: readonly Row[],
            value: (row: Row) => number,
          ) =>
            ids.map((id) =>
              sum(all.filter((row) => row.epoch === epoch && row.variantId === id).map(value)),
            );
          return {
            epoch,
            visitors: of(rows, ({ visitors }) => visitors),
            converted: of(later, (row) => row.converted),
            sumMinor: of(later, ({ sumMinor }) => sumMinor),
            sumSquares: of(later, ({ sumSquares }) => sumSquares),
          };
        }),
      };
    })
    .sort((a, b) => a.version - b.version || a.bits - b.bits);
}

/** Whether some of the visitors may still reach a late stage. */
function hasOpenWindows({ metric }: JudgedMetric, counts: ExperimentCounts): boolean {
  const day = dayOfCounts(counts);
  if (day === null || !isLate(metric)) return false;
  const until = closedUntil(day, metric.windowDays);
  return counts.exposures.some((row) => row.day > until);
}
