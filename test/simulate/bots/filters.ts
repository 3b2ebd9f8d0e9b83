import { BOT_REASON_NAMES, bitsOf } from '#experiments/bots/reasons.ts';
import { BOT_RULES, excludingBits } from '#experiments/bots/rules.ts';

/** What may be known of a visitor when statistics are made. */
export type Seen = {
  /** Stored bits of the request with which it came. */
  readonly bits: number;
  /** What it did on the page: no rule may look at it. */
  readonly sentTooFast: boolean;
};

export type Filter = {
  readonly name: string;
  readonly keeps: (seen: Seen) => boolean;
};

const withoutBits = (name: string, bits: number): Filter => ({
  name,
  keeps: (seen) => (seen.bits & bits) === 0,
});

/** Every set of rules that the report compares. */
export const FILTERS: readonly Filter[] = [
  withoutBits('nobody left out', 0),
  ...BOT_RULES.map(({ version }) =>
    withoutBits(`rules ${version}`, excludingBits({ rules: version, also: [], keep: [] })),
  ),
  withoutBits('whoever has any reason left out', bitsOf(BOT_REASON_NAMES)),
];

/** Wrong on purpose: takes for programs who send a form fast, which a variant can change. */
export const BEHAVIOURAL: Filter = {
  name: 'by behaviour: who sends a form too fast left out',
  keeps: ({ sentTooFast }) => !sentTooFast,
};
