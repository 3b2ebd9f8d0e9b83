import type { ReadOutcome } from '../reporting/read-or-explain.ts';

/** The format of a file with numbers, from the end of its name. */
export type NumbersFormat = 'json' | 'csv';

/**
 * What a page shows, as JSON or as a CSV file of that name; 503 with the sentence where it cannot be
 * read now.
 */
export function numbersFile<T>(
  read: ReadOutcome<T>,
  as: {
    readonly format: NumbersFormat;
    readonly name: string;
    readonly toCsv: (value: T) => string;
  },
): Response {
  if (!read.ok) {
    return Response.json(
      { error: 'unavailable', message: read.sentence },
      { status: 503, headers: { 'Retry-After': '60' } },
    );
  }
  if (as.format === 'json') return Response.json(read.value);
  return new Response(as.toCsv(read.value), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${as.name}.csv"`,
    },
  });
}
