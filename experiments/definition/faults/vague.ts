/** Why a sentence of a hypothesis cannot be proven wrong. Closed: each door has one sentence per reason. */
export type VagueReason = 'too-short' | 'opinion' | 'nothing-seen' | 'judgement' | 'repeats';

const FEWEST_WORDS = 5;

/** Expectations and appeals to others, which are no observation. */
const OPINION =
  /\b(i|we) (think|believe|feel|guess|assume|hope|want)\b|\b(maybe|perhaps|probably|hopefully|obviously)\b|\bbest practices?\b|\bcompetitors? (do|does|use|uses|have|has)\b|\beverybody (knows|does)\b|\b(will|would|should|could|might) (convert|work|perform|sell|help|increase|improve)\b/i;

/** A figure, in digits or words. */
const FIGURE =
  /\d|\b(half|third|quarter|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand|most|none|every|each|no one|nobody)\b/i;

/** Who or what was observed. */
const OBSERVED =
  /\b(visitors?|customers?|buyers?|owners?|users?|people|callers?|leads?|prospects?|clients?|readers?|shoppers?|calls?|recordings?|interviews?|surveys?|tickets?|chats?|mails?|emails?|reviews?|search(es| terms)?|queries|clicks?|heat ?maps?|analytics|reports?|logs?|sales|support|requests?|orders?|experiments?|numbers)\b/i;

/** Words that praise and say nothing. */
const JUDGEMENT =
  /\b(better|nicer|best|great(er)?|improv\w*|optimi[sz]\w*|moderni[sz]\w*|modern|enhanc\w*|tweak\w*|polish\w*|fresh(er|en\w*)?|cool(er)?|catch(y|ier)|engaging|appealing|attractive|compelling|exciting|beautiful|stronger|cleaner)\b/i;

/**
 * Whether `because` names something that was seen: at least five words, no opinion, and a figure or
 * somebody who did or said it. Null when it does.
 */
export function vagueBecause(because: string): VagueReason | null {
  if (wordCount(because) < FEWEST_WORDS) return 'too-short';
  if (OPINION.test(because)) return 'opinion';
  return FIGURE.test(because) || OBSERVED.test(because) ? null : 'nothing-seen';
}

/**
 * Whether `change` says what visitors will see: at least five words, no praise unless a figure
 * stands beside it, and not the reason once more. Null when it does.
 */
export function vagueChange(change: string, because: string): VagueReason | null {
  if (wordCount(change) < FEWEST_WORDS) return 'too-short';
  if (change.trim().toLowerCase() === because.trim().toLowerCase()) return 'repeats';
  return JUDGEMENT.test(change) && !FIGURE.test(change) ? 'judgement' : null;
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
