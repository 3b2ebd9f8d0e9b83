import type { PlanRefusalReason } from '#experiments/planning/question.ts';

/** What to type instead, for each reason why there is no plan. */
export const refusalSentences: Readonly<Record<PlanRefusalReason, string>> = {
  'invalid-baseline':
    'The baseline must lie between 0 % and 100 %, both excluded: a page on which nobody or everybody converts cannot be planned with. Type the share of visitors who convert today, for example --baseline 3%.',
  'no-effect':
    'The change to find (MDE) must be at least 0.01 %: a difference of nothing takes for ever. Type the smallest relative change worth shipping, for example --mde 15%.',
  'rate-above-one':
    'This change would take the conversion rate above 100 %. The MDE is relative to the baseline: 3 % and +15 % are 3.45 %. Type a smaller one, for example --mde 15%.',
  'rate-not-above-zero':
    'This change would leave no conversions at all. The MDE is relative to the baseline: type a smaller drop, for example --mde -15%.',
  'invalid-weights':
    'Control and at least one treatment need visitors: type from 2 to 10 variants, for example --variants 2, or give them weightBp above 0 in the experiment file.',
  'no-traffic':
    'Without visitors nothing can be found. Type how many new visitors the page has per day, for example --traffic 400.',
  'invalid-share':
    'Nobody would take part: --allocation and --audience are shares above 0 % and up to 100 %, for example --allocation 50% --audience 60%.',
  'invalid-alpha':
    'Alpha, the chance of a false finding, must lie above 0 % and below 50 %, for example --alpha 5%.',
  'invalid-power':
    'Power, the chance to find a true change, must lie above 50 % and below 100 %, for example --power 80%.',
  'too-many-visitors':
    'This would need more than 1,000,000,000 visitors. Look for a larger change, for example --mde 15%.',
};
