import type { AdLink } from './ad-link.ts';
import { AD_COLUMNS } from './ad-rows.ts';

/** The links as a CSV file for people: what a spreadsheet would run as a formula gets an apostrophe. */
export function linksCsv(links: readonly AdLink[]): string {
  const header = [...AD_COLUMNS, 'final_url', 'template', 'template_field', 'check_first', 'shows'];
  const lines = links.map(({ row, finalUrl, template, unverified, practised, shows }) => [
    ...AD_COLUMNS.map((column) => row.cells[column]),
    finalUrl,
    template ?? '',
    template === null ? '' : (row.platform.parameterField ?? ''),
    [...unverified, ...practised].join(' '),
    shows,
  ]);
  return [header, ...lines].map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

function field(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
