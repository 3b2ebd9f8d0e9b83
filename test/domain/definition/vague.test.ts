import { describe, test } from 'vitest';
import { vagueBecause, vagueChange } from '#experiments/definition/faults/vague.ts';

const SEEN = 'In 14 of 20 calls the owner asked about cost first.';

describe('the reason of a hypothesis', () => {
  const right = [
    SEEN,
    'Owners ask about cost before anything else.',
    'Two thirds of the demo requests come from heating companies.',
    'Of the visitors who begin the form 61 % leave it at the phone number.',
    'Nobody scrolled to the prices in the recordings.',
  ];
  for (const because of right) {
    test(`says what was seen: ${because}`, ({ expect }) => {
      expect(vagueBecause(because)).toBeNull();
    });
  }

  const vague = [
    ['Cost comes first.', 'too-short'],
    ['We believe that owners ask about cost first.', 'opinion'],
    ['A figure in the headline will convert more visitors.', 'opinion'],
    ['It is best practice to show 3 plans.', 'opinion'],
    ['Our competitors use a figure in their headline.', 'opinion'],
    ['The present headline is not very strong.', 'nothing-seen'],
  ] as const;
  for (const [because, reason] of vague) {
    test(`is refused as ${reason}: ${because}`, ({ expect }) => {
      expect(vagueBecause(because)).toBe(reason);
    });
  }
});

describe('the change of a hypothesis', () => {
  test('says what visitors will see', ({ expect }) => {
    expect(vagueChange('The headline states the saved driving time.', SEEN)).toBeNull();
    expect(vagueChange('The form asks only what the first call needs.', SEEN)).toBeNull();
  });

  test('may praise beside a figure', ({ expect }) => {
    expect(vagueChange('The headline promises 41 better planned minutes.', SEEN)).toBeNull();
  });

  const vague = [
    ['Shorter form.', 'too-short'],
    ['Make the first screen look more modern.', 'judgement'],
    ['Optimise the headline of the landing page.', 'judgement'],
    [SEEN.toUpperCase(), 'repeats'],
  ] as const;
  for (const [change, reason] of vague) {
    test(`is refused as ${reason}: ${change}`, ({ expect }) => {
      expect(vagueChange(change, SEEN)).toBe(reason);
    });
  }
});
