/**
 * Whether a text is what a pattern means: the pattern itself, or any text where it has a `*`; upper
 * and lower case are one. The time is linear in the text, which visitors choose.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const last = rest.pop();
  const given = text.toLowerCase();
  if (last === undefined) return given === first;
  if (!given.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = given.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return given.length - last.length >= from && given.endsWith(last);
}
