import { cpus } from 'node:os';
import type { Figure } from './figure.ts';

/** The figures as Markdown, with what made them. */
export function figuresTable(figures: readonly Figure[]): string {
  const today = new Date().toISOString().slice(0, 10);
  return [
    '## Size and speed',
    '',
    `Made by \`npm run bench -- --write\` on ${today}, Node ${process.versions.node}, ${cpus().length} cores. Times are CPU time unless their row says otherwise. Where two are compared they ran in short slices in turn, in random order; the ratio is the median of the rounds, and “twin” the same work against itself.`,
    '',
    figureTable(figures),
  ].join('\n');
}

/** The figures alone. */
export function figureTable(figures: readonly Figure[]): string {
  return [
    '| what | value | how |',
    '|---|---:|---|',
    ...figures.map(({ what, value, how }) => `| ${what} | ${value} | ${how} |`),
  ].join('\n');
}
