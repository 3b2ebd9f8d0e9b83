/** Most experiments that a visitor is remembered in: their ids stay below 2 KB of a cookie's 4 KB. */
export const MAX_JOINED = 40;

/**
 * The experiments whose audience a visitor has been in, oldest first: those of before that still
 * run, then those of this view. Beyond 40 the oldest are forgotten.
 */
export function joinedAfter(
  before: readonly string[],
  {
    entered,
    running,
  }: { readonly entered: readonly string[]; readonly running: readonly string[] },
): readonly string[] {
  return [...new Set([...before.filter((id) => running.includes(id)), ...entered])].slice(
    -MAX_JOINED,
  );
}
