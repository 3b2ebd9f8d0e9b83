import type { PlatformConversion, ReportedStage } from '../../definition/platform-conversion.ts';
import type { Platforms } from '../../definition/platforms.ts';
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
 * paid back. `expected`: what a lead of that stage brings on average; null while nobody can say.
 */
export function desiredConversions(
  platforms: Platforms,
  sale: Sale,
  expected: (stage: ReportedStage) => Money | null,
): readonly Desired[] {
  return PLATFORMS.flatMap((platform) => {
    const entry = platforms[platform];
    if (!entry?.enabled) return [];
    return entry.conversions.flatMap((conversion: PlatformConversion) =>
      (conversion.stage === 'won'
        ? wonOf(sale, conversion)
        : stageOf(sale, conversion, expected)
      ).map((desired) => ({ platform, ...desired })),
    );
  });
}

type Unplaced = Omit<Desired, 'platform'>;

function wonOf(sale: Sale, conversion: PlatformConversion): readonly Unplaced[] {
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
        value: valueOf(conversion, { amount: net, expected: null }),
        adjustedAt: outcome === 'lost' && outcomeAt !== null ? outcomeAt : changedAt,
      },
    ];
  });
}

function stageOf(
  sale: Sale,
  conversion: PlatformConversion,
  expected: (stage: ReportedStage) => Money | null,
): readonly Unplaced[] {
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
      value: valueOf(conversion, { amount: null, expected: closedValue(deals) ?? expected(stage) }),
      adjustedAt: Math.max(reachedAt, ...deals.map(({ changedAt }) => changedAt)),
    },
  ];
}

/**
 * What a lead has brought in the end: the sum of its won deals in the currency of the first, nothing
 * when all are lost; null while one is open.
 */
function closedValue(deals: readonly SaleDeal[]): Money | null {
  if (deals.length === 0 || deals.some(({ state }) => state.outcome === null)) return null;
  const won = deals.flatMap(({ state }) => (state.outcome === 'won' ? (state.net ?? []) : []));
  const [first] = won;
  const lost = deals.every(({ state }) => state.outcome === 'lost');
  if (!first) return lost ? NOTHING : null;
  const same = won.filter(({ currency }) => currency === first.currency);
  return { ...first, minor: same.reduce((sum, { minor }) => sum + minor, 0) };
}

/** Of no currency: who restates to it takes the currency that was reported first. */
const NOTHING: Money = { minor: 0, currency: '' };

function valueOf(
  { value, fixedMinor }: PlatformConversion,
  known: { readonly amount: Money | null; readonly expected: Money | null },
): Money | null {
  switch (value) {
    case 'none':
      return null;
    case 'amount':
      return known.amount;
    case 'expected':
      return known.expected;
    case 'fixed':
      // The site's currency is put in by the caller of the ledger.
      return fixedMinor === undefined ? null : { minor: fixedMinor, currency: '' };
  }
}
