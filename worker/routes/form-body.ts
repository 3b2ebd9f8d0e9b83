import type { Problem } from './problem.ts';
import { readBytes } from './read-body.ts';

/** Names and texts of a submitted form; a name given twice keeps its first text. */
export type FormBody = ReadonlyMap<string, string>;

/** Reads a form as browsers send it: urlencoded or multipart, text fields only, at most 64 KB. */
export async function readForm(request: Request): Promise<FormBody | Problem> {
  const type = request.headers.get('Content-Type') ?? '';
  const kind = type.split(';')[0]?.trim().toLowerCase();
  if (kind !== 'application/x-www-form-urlencoded' && kind !== 'multipart/form-data') {
    return { code: 'unsupported-type', message: 'Send the form as browsers do.' };
  }
  const bytes = await readBytes(request);
  if (bytes === null) return { code: 'too-large', message: 'At most 64 KB in one form.' };
  if (kind === 'application/x-www-form-urlencoded') {
    return firstTexts(new URLSearchParams(new TextDecoder().decode(bytes)));
  }
  try {
    const form = await new Response(bytes, { headers: { 'Content-Type': type } }).formData();
    return firstTexts(form);
  } catch {
    return { code: 'malformed-form', message: 'The form could not be read.' };
  }
}

function firstTexts(entries: Iterable<readonly [string, string | File]>): FormBody {
  const texts = new Map<string, string>();
  for (const [name, value] of entries) {
    if (typeof value === 'string' && !texts.has(name)) texts.set(name, value.toWellFormed());
  }
  return texts;
}
