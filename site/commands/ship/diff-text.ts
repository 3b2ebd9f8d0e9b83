/** Lines around a change that are shown with it. */
const CONTEXT = 3;

type Line = { readonly sign: ' ' | '-' | '+'; readonly text: string };

/** What changes in a file, as `git diff` shows it; empty when nothing does. */
export function diffText(file: string, before: string, after: string): string {
  const lines = diffLines(linesOf(before), linesOf(after));
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  const shown = lines.flatMap(({ sign, text }, index) => {
    if (!near[index]) return [];
    const opens = index === 0 ? false : !near[index - 1];
    return [...(opens ? ['@@'] : []), `${sign}${text}`];
  });
  return shown.length === 0 ? '' : [`--- ${file}`, `+++ ${file}`, ...shown].join('\n');
}

/**
 * The fewest lines to take out and put in, in the order of the file.
 * Source: longest common subsequence by dynamic programming, Wagner and Fischer (1974),
 * doi.org/10.1145/321796.321811. Time and space grow with the product of the line counts.
 */
function diffLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  const common = Array.from({ length: before.length + 1 }, () => new Int32Array(after.length + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const same = before[i] === after[j];
      const row = common[i];
      if (row) row[j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    const [old, young] = [before[i], after[j]];
    if (old !== undefined && old === young) {
      lines.push({ sign: ' ', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (young === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: '-', text: old });
      i += 1;
    } else {
      lines.push({ sign: '+', text: young ?? '' });
      j += 1;
    }
  }
  return lines;
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}
