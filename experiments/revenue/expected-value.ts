import type { Refusal } from '../contract/refusal.ts';
import { credibleMeans, groupOf } from './credibility.ts';
import type { OpenStage } from './deal-state.ts';

/** Stages that a lead is valued at before its deal closes. */
export const VALUED_STAGES = ['lead', 'qualified', 'opportunity'] as const satisfies OpenStage[];
export type ValuedStage = (typeof VALUED_STAGES)[number];

/** Where a lead came from; '' is unknown. */
export type LeadOrigin = { readonly source: string; readonly campaign: string };

/** A lead old enough that its sale has come or never will. */
export type ClosedLead = LeadOrigin & {
  readonly id: string;
  /** The furthest stage that it reached; a later one implies those before it. */
  readonly reached: OpenStage;
  /** What it brought, in whole minor units of one currency; 0 where nothing was sold. */
  readonly minor: number;
};

/** What leads of one origin are worth at a stage. */
export type OriginValue = LeadOrigin & {
  /** Closed leads of that origin that reached the stage, and those that were won. */
  readonly leads: number;
  readonly won: number;
  /** Their own mean, and the value drawn towards that of the whole, in minor units per lead. */
  readonly own: number;
  readonly value: number;
  /** Weight of their own mean in it. */
  readonly weight: number;
};

export type StageValue = {
  readonly ok: true;
  readonly stage: ValuedStage;
  readonly leads: number;
  readonly won: number;
  /** Mean of all of them. */
  readonly value: number;
  /** By source, then by source and campaign, most leads first; campaign '' is the source. */
  readonly sources: readonly OriginValue[];
  readonly campaigns: readonly OriginValue[];
};

export type StageRefusal = Refusal & {
  readonly stage: ValuedStage;
  readonly leads: number;
  readonly won: number;
};

export type ValueModel = Readonly<Record<ValuedStage, StageValue | StageRefusal>>;

/** Sales among the closed leads of a stage below which its value is not told. */
export const NEEDED_SALES = 30;

const ORDER: readonly OpenStage[] = ['lead', 'qualified', 'opportunity', 'won'];

/**
 * What a lead is expected to bring at each stage, learned from leads that are closed: the mean
 * revenue of those that reached the stage, by source drawn towards the whole and by campaign towards
 * its source (`credibleMeans`). Refuses `too-few-closed` per stage below 30 sales.
 *
 * `leads`: every closed lead, those that were lost included, or the values come out too high.
 */
export function valueModel(leads: readonly ClosedLead[]): ValueModel {
  return {
    lead: stageValue('lead', leads),
    qualified: stageValue('qualified', leads),
    opportunity: stageValue('opportunity', leads),
  };
}

/**
 * What a lead is expected to bring, in minor units of the model's currency, unrounded: of its
 * campaign where closed leads of it are known, else of its source, else of the whole.
 */
export function expectedValue(
  model: ValueModel,
  lead: LeadOrigin & { readonly stage: ValuedStage },
): { readonly ok: true; readonly minor: number } | Refusal {
  const found = model[lead.stage];
  if (!found.ok) return { ok: false, reason: found.reason };
  const source = found.sources.find((one) => one.source === lead.source);
  const campaign = found.campaigns.find(
    (one) => one.source === lead.source && one.campaign === lead.campaign,
  );
  return { ok: true, minor: (campaign ?? source)?.value ?? found.value };
}

function stageValue(stage: ValuedStage, all: readonly ClosedLead[]): StageValue | StageRefusal {
  const leads = all.filter(({ reached }) => ORDER.indexOf(reached) >= ORDER.indexOf(stage));
  const won = leads.filter(isWon).length;
  if (won < NEEDED_SALES) {
    return { ok: false, reason: 'too-few-closed', stage, leads: leads.length, won };
  }
  const value = groupOf(leads.map(({ minor }) => minor)).mean;
  const sources = originValues(leads, value, ({ source }) => ({ source, campaign: '' }));
  const campaigns = sources.flatMap((of) =>
    originValues(
      leads.filter(({ source, campaign }) => source === of.source && campaign !== ''),
      of.value,
      ({ source, campaign }) => ({ source, campaign }),
    ),
  );
  return { ok: true, stage, leads: leads.length, won, value, sources, campaigns };
}

function originValues(
  leads: readonly ClosedLead[],
  whole: number,
  originOf: (lead: ClosedLead) => LeadOrigin,
): readonly OriginValue[] {
  const groups = [...Map.groupBy(leads, (lead) => JSON.stringify(originOf(lead))).values()];
  const means = groups.map((group) => groupOf(group.map(({ minor }) => minor)));
  const credible = credibleMeans(means, whole);
  return groups
    .flatMap((group, index): OriginValue[] => {
      const [first] = group;
      const { value = whole, weight = 0 } = credible[index] ?? {};
      if (!first) return [];
      const own = means[index]?.mean ?? whole;
      return [
        {
          ...originOf(first),
          leads: group.length,
          won: group.filter(isWon).length,
          own,
          value,
          weight,
        },
      ];
    })
    .sort((a, b) => b.leads - a.leads || (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ source, campaign }: LeadOrigin): string {
  return `${source} ${campaign}`;
}

function isWon({ minor, reached }: ClosedLead): boolean {
  return reached === 'won' && minor > 0;
}
