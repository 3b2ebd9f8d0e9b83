import { errorsOf, type Problem, problemText } from '#experiments/definition/faults/problem.ts';

/** All problems, one per line, under a heading that counts errors and warnings. */
export function reportText(problems: readonly Problem[]): string {
  const errors = errorsOf(problems).length;
  const heading = [counted(errors, 'error'), counted(problems.length - errors, 'warning')]
    .filter((words) => words !== '')
    .join(' and ');
  return [
    `${heading} in the definitions:`,
    ...problems.map((problem) => `  ${problemText(problem)}`),
  ].join('\n');
}

function counted(count: number, word: string): string {
  if (count === 0) return '';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
