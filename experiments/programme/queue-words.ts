import type { DraftPlan } from '../planning/draft-plan.ts';

/** Why a draft cannot be put in order. */
export type UnplannedReason = Extract<DraftPlan, { readonly ok: false }>['reason'];

/** Each reason in a sentence that says what to do about it. */
export const unplannedSentences: Readonly<Record<UnplannedReason, string>> = {
  'not-a-share':
    'It is decided by a value per visitor; only shares of visitors can be planned so far.',
  'no-change':
    'Its file does not say which change would be worth shipping: write hypothesis.atLeastBp.',
  'not-measured':
    'Nothing on its pages counts its metric often enough yet, so neither rate nor traffic is known.',
  'invalid-baseline':
    'Nobody or everybody on its pages converts today, so no change can be planned.',
  'no-effect': 'The change it looks for is nothing.',
  'rate-above-one': 'The change it looks for would take the conversion rate above 100 %.',
  'rate-not-above-zero': 'The change it looks for would leave no conversions at all.',
  'invalid-weights': 'Its control or all of its treatments have no visitors: see weightBp.',
  'no-traffic': 'Its pages had no visitors in the last weeks.',
  'invalid-share': 'Nobody would take part: see allocationBp and groupRangeBp.',
  'invalid-alpha': 'Its alpha is no chance of a false finding that can be planned with.',
  'invalid-power': 'Its power is no chance of a finding that can be planned with.',
  'too-many-visitors':
    'It would need more than a billion visitors: look for a larger change, or a metric that more of them reach.',
};
