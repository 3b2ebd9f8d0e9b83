import { unitWords } from '../report/strata/unit.ts';
import type { DraftPlan } from './draft-plan.ts';
import { planSentences } from './plan-sentences.ts';
import type { PlanWords } from './plan-words.ts';

type Reason = Extract<DraftPlan, { readonly ok: false }>['reason'];

/** A draft's plan in sentences: first the answer, then what it rests on. */
export function draftSentences(draft: DraftPlan, words: PlanWords): readonly string[] {
  if (!draft.ok) return [SENTENCES[draft.reason] ?? REFUSED];
  const { baseline, traffic, unit } = draft.seen;
  const { answer, price, shared, twoWeeks } = planSentences(draft.plan, words);
  const units = unitWords(unit).many;
  const days = traffic.traffic.days === 1 ? 'one day' : `${words.count(traffic.traffic.days)} days`;
  const rests =
    `Measured on “${baseline.source.variant}” of ${baseline.source.id}: ` +
    `${words.count(baseline.rate.converted)} of ${words.count(baseline.rate.visitors)} ${units} converted, ` +
    `${words.count(traffic.traffic.visitorsPerDay)} new ${units} a day over ${days}.`;
  return [answer, price, shared, twoWeeks, rests].filter((sentence) => sentence !== null);
}

const REFUSED =
  'With what its pages show today there is no plan for this change: npm run plan says why and what to try.';
const SENTENCES: Readonly<Partial<Record<Reason, string>>> = {
  'not-a-share':
    'It is decided by a value per visitor; only shares of visitors can be planned so far.',
  'no-change':
    'Say in its file which change would be worth shipping (hypothesis.atLeastBp), and it can be planned.',
  'not-measured':
    'Nothing on its pages counts this metric often enough yet to plan with. Type what you know: npm run plan.',
};
