/** Most repetitions (`*`, `+`, `{…}`) of a pattern that runs while a visitor waits. */
const MAX_REPEATS = 3;

/**
 * Why a pattern may not decide about keywords at the edge, or undefined when it may. One that could
 * take long on a hostile value is refused by its shape: a repeated group, more than three
 * repetitions, a look around or back (regular expressions backtrack; "catastrophic" cases need one
 * of these, https://v8.dev/blog/non-backtracking-regexp).
 */
export function patternFault(pattern: string): string | undefined {
  const compiled = compiledPattern(pattern);
  if (compiled === undefined) return 'no regular expression';
  // Escapes and classes match one character each: what is inside them repeats nothing.
  const bare = pattern.replace(/\\(?:[pPuk]\{[^}]*\}|.)/gu, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\\(?:[1-9]|k)/.test(pattern) || /\(\?(?!:)/.test(bare)) {
    return 'looks around or back, which could take long';
  }
  if (/\)[*+{]/.test(bare)) return 'repeats a group, which could take long';
  const repeats = bare.match(/[*+]|\{\d*,?\d*\}/g)?.length ?? 0;
  return repeats > MAX_REPEATS
    ? `has ${repeats} repetitions, and more than ${MAX_REPEATS} could take long`
    : undefined;
}

/** The pattern for a whole value, in either case; undefined where it is none. */
export function compiledPattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'iu');
  } catch {
    return undefined;
  }
}
