import type {
  PlatformConversion,
  ReportedStage,
} from '../../definition/connections/platform-conversion.ts';
import type { Platforms } from '../../definition/connections/platforms.ts';
import type { DealState, Money } from '../../revenue/deal-state.ts';
import { PLATFORMS, type Platform } from '../platform.ts';

/** A lead with its deals, as far as platforms are concerned. Times are epoch milliseconds. */
export type Sale = {
  readonly leadId: string;
  readonly submittedAt: number;
  readonly isSpam: boolean;
  readonly deals: readonly SaleDeal[];
};

export type SaleDeal = {
  /** Name of the system in crm.yaml. */
  readonly source: string;
  readonly dealId: string;
  /** Raised by every change. */
  readonly version: number;
  readonly changedAt: number;
  readonly state: DealState;
};

/** What a platform should know of a sale by now. */
export type Desired = {
  readonly platform: Platform;
  /** Ours; the same for as long as the sale lives. */
  readonly conversionId: string;
  readonly event: string;
  readonly actionId?: string | undefined;
  readonly stage: ReportedStage;
  readonly deal: Pick<SaleDeal, 'source' | 'dealId'> | null;
  /** Raised when anything about the deals changes. */
  readonly dealVersion: number;
  /** False: it has not happened after all. */
  readonly stands: boolean;
  readonly occurredAt: number;
  readonly value: Money | null;
  /** When it was lost, refunded or closed; of use for corrections alone. */
  readonly adjustedAt: number;
};

/**
 * What each platform should know of a sale. Stages before the sale are told once a lead, at the
 * first of its deals; a sale is told once a deal, and stands while the deal is won and not all of it
 * paid back.
 */
export function desiredConversions(
  platforms: Platforms,
  sale: Sale,
  worth: Worth,
): readonly Desired[] {
  return PLATFORMS.flatMap((platform) => {
    const entry = platforms[platform];
    if (!entry?.enabled) return [];
    return entry.conversions.flatMap((conversion: PlatformConversion) =>
      (conversion.stage === 'won'
        ? wonOf(sale, conversion, worth)
        : stageOf(sale, conversion, worth)
      ).map((desired) => ({ platform, ...desired })),
    );
  });
}

/** What conversions are worth that have no amount of their own. */
export type Worth = {
  /** ISO 4217, of fixed values and of estimates. */
  readonly currency: string;
  /** What a lead at that stage brings on average; null while nobody can say. */
  readonly expected: (stage: ReportedStage) => Money | null;
};

type Unplaced = Omit<Desired, 'platform'>;

function wonOf(sale: Sale, conversion: PlatformConversion, worth: Worth): readonly Unplaced[] {
  const { event, actionId, stage } = conversion;
  return sale.deals.flatMap(({ source, dealId, version, changedAt, state }): Unplaced[] => {
    const { outcome, outcomeAt, net, refundedMinor } = state;
    const reached = state.reached.find((one) => one.stage === 'won');
    if (!reached) return [];
    const paidBack = net !== null && refundedMinor > 0 && net.minor <= 0;
    return [
      {
        conversionId: `${source}.${dealId}.won`,
        event,
        actionId,
        stage,
        deal: { source, dealId },
        dealVersion: version,
        stands: outcome === 'won' && !paidBack && !sale.isSpam,
        occurredAt: reached.at,
        value: worthOf(conversion, worth, net),
        adjustedAt: outcome === 'lost' ? (outcomeAt ?? changedAt) : (state.refundedAt ?? changedAt),
      },
    ];
  });
}

function stageOf(sale: Sale, conversion: PlatformConversion, worth: Worth): readonly Unplaced[] {
  const { event, actionId, stage } = conversion;
  const { leadId, submittedAt, deals } = sale;
  const reachedAt = Math.min(
    ...deals.flatMap(({ state }) => state.reached.find((one) => one.stage === stage)?.at ?? []),
    ...(stage === 'lead' ? [submittedAt] : []),
  );
  if (!Number.isFinite(reachedAt)) return [];
  return [
    {
      conversionId: `${leadId}.${stage}`,
      event,
      actionId,
      stage,
      deal: null,
      dealVersion: deals.reduce((sum, { version }) => sum + version, 0),
      stands: !sale.isSpam,
      occurredAt: reachedAt,
      value: worthOf(conversion, worth, closedValue(deals, worth)),
      adjustedAt: Math.max(reachedAt, ...deals.map(({ changedAt }) => changedAt)),
    },
  ];
}

/**
 * What a lead has brought in the end: the sum of its won deals in the currency of the first, nothing
 * when all are lost; null while one is open.
 */
function closedValue(deals: readonly SaleDeal[], { currency }: Worth): Money | null {
  if (deals.length === 0 || deals.some(({ state }) => state.outcome === null)) return null;
  const won = deals.flatMap(({ state }) => (state.outcome === 'won' ? (state.net ?? []) : []));
  const [first] = won;
  const lost = deals.every(({ state }) => state.outcome === 'lost');
  if (!first) return lost ? { minor: 0, currency } : null;
  const same = won.filter(({ currency }) => currency === first.currency);
  return { ...first, minor: same.reduce((sum, { minor }) => sum + minor, 0) };
}

/** `closed`: the amount of the deal, or what all deals of the lead came to. */
function worthOf(
  { stage, value, fixedMinor }: PlatformConversion,
  { currency, expected }: Worth,
  closed: Money | null,
): Money | null {
  switch (value) {
    case 'none':
      return null;
    case 'amount':
      return closed;
    case 'expected':
      return closed ?? expected(stage);
    case 'fixed':
      return fixedMinor === undefined ? null : { minor: fixedMinor, currency };
  }
}
