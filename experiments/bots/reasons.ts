/**
 * Why a request may come from a program, one bit each. Bits are stored with every exposure, so a
 * bit keeps its meaning for ever; new reasons get new bits, up to 32 768. All are facts of the
 * document request, known before the visitor has a variant: nothing that a variant could change.
 */
export const BOT_REASONS = {
  'no-user-agent': 1,
  'known-bot': 2,
  'no-language': 4,
  /** Not asked for as a page: a script, a prefetch, an embedded picture. */
  'no-navigation': 8,
  /** The browser's own hints name a headless browser. */
  headless: 16,
  /** Asked for ahead of a visit that may come. */
  prefetch: 32,
  /** Says two things about itself that no browser says together. */
  contradiction: 64,
  /** From a network of a hosting company. */
  datacentre: 128,
  /** Cloudflare's bot management is sure, where the plan has it. */
  'network-says-bot': 256,
} as const;

export type BotReason = keyof typeof BOT_REASONS;

export const BOT_REASON_NAMES = Object.keys(BOT_REASONS) as readonly BotReason[];

/** The bits of some reasons together. */
export function bitsOf(reasons: readonly BotReason[]): number {
  return reasons.reduce((bits, reason) => bits | BOT_REASONS[reason], 0);
}

/** The reasons that are set, in the order of their bits. */
export function reasonsOf(bits: number): readonly BotReason[] {
  return BOT_REASON_NAMES.filter((reason) => (bits & BOT_REASONS[reason]) !== 0);
}
