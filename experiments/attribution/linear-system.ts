/**
 * The x with matrix · x = right, by Gaussian elimination with partial pivoting. The matrix is
 * square and regular; arguments stay as they are.
 * Source: G. H. Golub & C. F. Van Loan, Matrix Computations, 4th ed. 2013, alg. 3.4.1
 */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => Float64Array.from([...row, right[i] ?? 0]));
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const top = rows[pivot] ?? new Float64Array(size + 1);
    rows[pivot] = rows[column] ?? top;
    rows[column] = top;
    for (const row of rows.slice(column + 1)) {
      const factor = (row[column] ?? 0) / (top[column] ?? 1);
      if (factor === 0) continue;
      for (let k = column; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (top[k] ?? 0);
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] ?? new Float64Array(size + 1);
    let rest = row[size] ?? 0;
    for (let k = i + 1; k < size; k++) rest -= (row[k] ?? 0) * (x[k] ?? 0);
    x[i] = rest / (row[i] ?? 1);
  }
  return x;
}
