import type { Money } from '../revenue/deal-state.ts';
import type { LeadDeal, LeadLine } from './lead-line.ts';

/** Where a lead stands: the furthest of its deals, and the money of those that were won. */
export type LeadStage = {
  readonly stage: 'lead' | 'qualified' | 'opportunity' | 'won' | 'lost';
  /** One amount per currency; none unless won with an amount. */
  readonly amounts: readonly Money[];
};

const ORDER = ['lost', 'lead', 'qualified', 'opportunity', 'won'] as const;

/** Lost only when every deal is. */
export function leadStage({ deals }: Pick<LeadLine, 'deals'>): LeadStage {
  const stages = deals.map(stageOf);
  const stage = ORDER.findLast((one) => stages.includes(one)) ?? 'lead';
  const amounts = new Map<string, number>();
  for (const { state } of deals) {
    if (state.net === null) continue;
    const { minor, currency } = state.net;
    amounts.set(currency, (amounts.get(currency) ?? 0) + minor);
  }
  return { stage, amounts: [...amounts].map(([currency, minor]) => ({ minor, currency })) };
}

function stageOf({ state }: LeadDeal): LeadStage['stage'] {
  return state.outcome ?? state.reached.at(-1)?.stage ?? 'lead';
}
