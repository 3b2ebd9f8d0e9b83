/** When something shows, in epoch milliseconds: from the first, up to but not at the second. */
export type Window = {
  /** Null: since ever. */
  readonly fromAt: number | null;
  /** Null: for good. */
  readonly untilAt: number | null;
};

/** Whether it shows at a moment. */
export function isOpen({ fromAt, untilAt }: Window, at: number): boolean {
  return (fromAt === null || at >= fromAt) && (untilAt === null || at < untilAt);
}
