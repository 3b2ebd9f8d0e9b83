/** A value of a column, read so that nothing of it is lost: integers as BigInt, texts as bytes. */
export type StoredValue = null | bigint | number | Uint8Array;

/** What a column holds, as SQLite's typeof() calls it. */
export type StoredType = 'null' | 'integer' | 'real' | 'text' | 'blob';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The value as SQL that reads back to the same bytes. A text that holds line breaks, NUL or other
 * controls, or is no UTF-8, is written by its bytes: programs that split a file into statements
 * then have nothing to misread.
 */
export function sqlLiteral(value: StoredValue, type: StoredType): string {
  if (value === null) return 'NULL';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return realLiteral(value);
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (type === 'blob') return `X'${bytes.toString('hex')}'`;
  const text = plainText(bytes);
  return text === null
    ? `CAST(X'${bytes.toString('hex')}' AS TEXT)`
    : `'${text.replaceAll("'", "''")}'`;
}

/** Of what is printed shortest SQLite reads the same number; without a point it would be an integer. */
function realLiteral(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '9e999';
  if (value === Number.NEGATIVE_INFINITY) return '-9e999';
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function plainText(bytes: Buffer): string | null {
  const text = bytes.toString('latin1');
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  try {
    const decoded = utf8.decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
    return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}
