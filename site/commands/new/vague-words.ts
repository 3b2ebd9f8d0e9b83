import type { VagueReason } from '#experiments/definition/faults/vague.ts';

const BECAUSE =
  'For example --because "In 14 of 20 recorded sales calls the owner asked about cost before anything else."';
const CHANGE =
  'For example --what "The headline states the saved driving time and how it was counted."';

/** What is wrong with the reason of a hypothesis, and one that is right. */
export function becauseSentence(reason: VagueReason): string {
  return `--because ${WHY[reason]}: say what was seen, how often, or who said it. ${BECAUSE}`;
}

/** What is wrong with the change of a hypothesis, and one that is right. */
export function changeSentence(reason: VagueReason): string {
  return `--what ${WHY[reason]}: say what visitors will see that they do not see today. ${CHANGE}`;
}

const WHY: Readonly<Record<VagueReason, string>> = {
  'too-short': 'has fewer than five words',
  opinion: 'is an opinion, and no experiment can prove an opinion wrong',
  'nothing-seen': 'names neither a figure nor anybody who did or said something',
  judgement: 'praises instead of describing',
  repeats: 'repeats the reason',
};
