/**
 * The candidate that a person most likely meant, or undefined when none is close: at most a third
 * of the longer word's characters may differ, and at least two are always forgiven in words of
 * four or more. Ties go to the earlier candidate.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates
    .map((candidate) => ({
      candidate,
      distance: editDistance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ candidate, distance }) => distance <= forgiven(word, candidate));
  return scored.reduce<(typeof scored)[number] | undefined>(
    (best, next) => (best === undefined || next.distance < best.distance ? next : best),
    undefined,
  )?.candidate;
}

function forgiven(word: string, candidate: string): number {
  const longer = Math.max(word.length, candidate.length);
  return longer < 4 ? 1 : Math.max(2, Math.floor(longer / 3));
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
 * Source: optimal string alignment distance; Damerau (1964), doi.org/10.1145/363958.363994.
 */
export function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          at(rows, i - 1, j) + 1,
          (row[j - 1] ?? Infinity) + 1,
          at(rows, i - 1, j - 1) + cost,
          swapped ? at(rows, i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
  }
  return at(rows, from.length, to.length);
}

function at(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? Infinity;
}
