import { type BotReason, bitsOf } from './reasons.ts';

/** Which reasons were looked for, and which of them leave a visitor out of the statistics. */
export type BotRules = {
  readonly version: number;
  readonly looksFor: readonly BotReason[];
  readonly leavesOut: readonly BotReason[];
};

const FIRST = ['no-user-agent', 'known-bot', 'no-language', 'no-navigation'] as const;

/**
 * Every version of the rules, oldest first; one that was shipped never changes. The others of what
 * is looked for are kept as context: people prefetch, and offices go out through data centres.
 */
export const BOT_RULES: readonly BotRules[] = [
  {
    version: 1,
    looksFor: FIRST,
    leavesOut: ['no-user-agent', 'known-bot', 'no-language'],
  },
  {
    version: 2,
    looksFor: [...FIRST, 'headless', 'prefetch', 'contradiction', 'datacentre', 'network-says-bot'],
    leavesOut: [
      'no-user-agent',
      'known-bot',
      'no-language',
      'headless',
      'contradiction',
      'network-says-bot',
    ],
  },
];

/** By which requests are looked at; stored with the bits, so that a bit not set can be read. */
export const BOT_RULES_VERSION = 2;

/** What a site chose: a version, and what it adds to it and takes from it. */
export type BotChoice = {
  readonly rules: number;
  readonly also: readonly BotReason[];
  readonly keep: readonly BotReason[];
};

/**
 * Bits that leave a visitor out. Applied to the stored bits whenever statistics are made, so
 * another choice applies to everything that is on record.
 */
export function excludingBits({ rules, also, keep }: BotChoice): number {
  const version = BOT_RULES.find((one) => one.version === rules);
  return (bitsOf(version?.leavesOut ?? []) | bitsOf(also)) & ~bitsOf(keep);
}

/** Room for reasons below the version, where both travel as one number. */
const BITS = 65_536;

/** The most that `packed` answers while there are fewer than 100 versions. */
export const LARGEST_PACKED = 99 * BITS + (BITS - 1);

/** Reasons and the version that looked for them, as a view carries them. */
export function packed(bits: number): number {
  return BOT_RULES_VERSION * BITS + bits;
}

/** What a view carries, taken apart. A view without a version was looked at by the first. */
export function unpacked(number: number): { readonly bits: number; readonly version: number } {
  return { bits: number % BITS, version: Math.max(1, Math.floor(number / BITS)) };
}
