import { playFixedWorlds } from './fixed-worlds.ts';

/** The experiments that are played, and the least number of 20 worlds that must hold the truth. */
const PLAYED = ['crm-headline', 'crm-form', 'offer-price-frame', 'offer-aa'];
const ENOUGH = 18;

/** Plays the fixed worlds and says how they came out; whether enough intervals hold the truth. */
export function playWorlds(say: (line: string) => void): boolean {
  const each = PLAYED.map((id) => {
    const outcomes = playFixedWorlds(id);
    const covered = outcomes.filter((outcome) => outcome.covered).length;
    const won = outcomes.filter(({ pValue }) => pValue !== null && pValue < 0.05).length;
    const planted = `${((outcomes[0]?.planted ?? 0) * 100).toFixed(0)} %`;
    const decided = ['better', 'worse'].flatMap((kind) => {
      const days = outcomes.flatMap(({ decided }) => (decided?.kind === kind ? decided.day : []));
      const [first] = days.sort((one, other) => one - other);
      return first === undefined ? [] : [`${kind} in ${days.length} (from day ${first})`];
    });
    say(
      `${id}: planted ${planted}, in its 95 % interval in ${covered} of ${outcomes.length} worlds, called in ${won}; decided: ${decided.join(', ') || 'none'}`,
    );
    return covered >= ENOUGH;
  });
  return each.every((enough) => enough);
}
