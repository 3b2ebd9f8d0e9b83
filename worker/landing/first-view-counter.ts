import type { View } from '#experiments/contract/token.ts';
import { logEvent } from '../log.ts';

/** Counts are written at most this often by an isolate. */
const FLUSH_MS = 10_000;

/** What is counted in memory until it is written. */
export type CountedViews = {
  readonly experimentId: string;
  readonly fingerprint: string;
  readonly variantId: string;
  readonly epoch: number;
  readonly stage: 'assigned' | 'failed';
  readonly flagged: boolean;
  views: number;
};

export type FirstViewCounter = {
  /** A new visitor was assigned; `served`: their page was there, else the control stood in. */
  readonly count: (view: View, served: boolean) => void;
  /**
   * Writes what has been counted, if it is time, behind the answer. What a failing database does
   * not take is lost, for all variants alike: a lost answer would count twice.
   */
  readonly flush: (context: {
    readonly now: number;
    readonly write: (rows: readonly CountedViews[]) => Promise<void>;
    readonly waitUntil: (work: Promise<unknown>) => void;
  }) => void;
};

/**
 * Counts first views of new visitors by assigned variant in an isolate's memory. Whoever came with
 * a cookie is not counted: so each visitor is one, and the split can be tested. Nor are visitors of a
 * day, of whom nothing tells whether they came before. `leftOut`: the bits of the bot rules, as they
 * are when it is counted.
 */
export function createFirstViewCounter(leftOut: number): FirstViewCounter {
  let counted = new Map<string, CountedViews>();
  let flushedAt = Number.NEGATIVE_INFINITY;
  const add = (row: Omit<CountedViews, 'views'>) => {
    const { experimentId, fingerprint, variantId, epoch, stage, flagged } = row;
    const key = `${experimentId} ${fingerprint} ${variantId} ${epoch} ${stage} ${flagged}`;
    const known = counted.get(key);
    if (known) known.views += 1;
    else counted.set(key, { ...row, views: 1 });
  };
  return {
    count: (view, served) => {
      if (view.r === 1 || view.m === 'cookieless') return;
      const flagged = (view.b & leftOut) !== 0;
      for (const one of view.a) {
        if (!('v' in one)) continue;
        const row = { experimentId: one.x, fingerprint: one.f, variantId: one.v, epoch: one.e };
        add({ ...row, stage: 'assigned', flagged });
        if (!served) add({ ...row, stage: 'failed', flagged });
      }
    },
    flush: ({ now, write, waitUntil }) => {
      if (counted.size === 0 || now - flushedAt < FLUSH_MS) return;
      flushedAt = now;
      const rows = [...counted.values()];
      counted = new Map();
      waitUntil(
        write(rows).catch((error: unknown) => {
          logEvent('warn', 'first-views-lost', { error });
        }),
      );
    },
  };
}
