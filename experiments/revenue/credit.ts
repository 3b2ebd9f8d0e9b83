/** Whom a deal is credited to. */
export type Credit = {
  /** Null for an order of somebody who left no lead. */
  readonly leadId: string | null;
  /** Null where the lead could not be tied to a visitor. */
  readonly unitId: string | null;
  readonly viewNonce: string;
  /** Path of the page, '' where it is not known any more. */
  readonly landing: string;
  /** Epoch milliseconds at which the lead was left, or the visitor led away to the shop. */
  readonly since: number;
};

/**
 * The one of several whom a deal is credited to, once and whole: of those who can be tied to a
 * visitor the earliest, else the earliest; at the same moment the one whose id comes first. Null
 * without any.
 */
export function creditOf(credits: readonly Credit[]): Credit | null {
  return (
    [...credits].sort(
      (a, b) =>
        Number(a.unitId === null) - Number(b.unitId === null) ||
        a.since - b.since ||
        (nameOf(a) < nameOf(b) ? -1 : 1),
    )[0] ?? null
  );
}

function nameOf({ leadId, unitId }: Credit): string {
  return leadId ?? unitId ?? '';
}
