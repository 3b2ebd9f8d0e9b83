import type { RefusalReason } from '../../contract/refusal.ts';

/** Why a number is missing, in one sentence for people who read reports. */
export const refusalSentences: Readonly<Record<RefusalReason, string>> = {
  'invalid-counts':
    'The counts cannot be true (more conversions than visitors, or no whole number).',
  'invalid-moments': 'The sums of values cannot be true.',
  'invalid-alpha': 'The error level of the plan is not between 0 and 1.',
  'invalid-weights': 'The planned weights are no valid shares.',
  'invalid-prior': 'The prior is not valid.',
  'invalid-estimate': 'The estimate or its standard error is not a number.',
  'invalid-plan': 'The planned number of visitors is not valid.',
  'invalid-p-values': 'The p-values are not between 0 and 1.',
  'invalid-values': 'The values are not numbers.',
  'invalid-paths': 'The journeys are not valid.',
  'no-visitors': 'No visitors yet.',
  'too-few-visitors': 'Too few visitors for this number.',
  'no-conversions': 'No conversions yet in either variant, so there is nothing to compare.',
  'too-few-conversions': 'Too few conversions for an interval.',
  'no-control-conversions': 'Control has no conversions yet, so there is no ratio to it.',
  'zero-variance': 'Every visitor converted, so there is no variation to judge by.',
  'unbounded-lift': 'Control is too close to zero for a relative lift.',
  'no-effect': 'No effect to plan for.',
  'no-traffic': 'No traffic to plan with.',
  unreachable: 'No sample size reaches this.',
  'no-plan':
    'The experiment has no planned number of visitors, so no interval stays valid at every look.',
  'mixed-units': 'Visitors and single page views are mixed here; they cannot be added.',
  'several-epochs':
    'Traffic shares changed while conversions were few; a valid comparison needs at least 5 per variant.',
  'unknown-weights': 'The planned traffic shares of a period are not recorded.',
  'too-few-buyers':
    'A value per visitor is judged from 20 visitors with a value on each side; there are fewer.',
  'negative-count': 'A count is below 0.',
  'fractional-count': 'A count is no whole number.',
  'unsafe-count': 'A count is too large to be exact (above 2^53 − 1).',
  'not-a-number': 'A count or a sum is not a number.',
  'conversions-above-visitors': 'More visitors converted than were there.',
  'weights-do-not-sum': 'The weights of a period do not sum to 10,000 basis points.',
  'weights-per-variant': 'The weights of a period are not one per variant.',
  'not-randomised':
    'Somebody else chose who came to which arm, so there is no planned split to check.',
  'invalid-day': 'A day is no calendar day.',
  'windows-open':
    'Nobody has had the whole time in which this may come, so whoever is merely slower would look worse.',
  'some-windows-open':
    'Some visitors may still reach this stage; here they are compared when none may any more.',
  'too-few-closed': 'Too few deals are closed to learn from.',
};
