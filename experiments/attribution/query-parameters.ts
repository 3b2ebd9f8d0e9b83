/**
 * The parameters of a query by lower-case name, decoded; the first that is not empty counts.
 * Whatever bytes a link carries, this answers: what is no valid percent-encoding stays as it is.
 */
export function queryParameters(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    if (equals <= 0) continue;
    const name = decodedName(part.slice(0, equals));
    const value = decoded(part.slice(equals + 1));
    if (value !== '' && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** Name of a parameter as it is compared: decoded, in lower case, as networks differ in spelling. */
export function decodedName(written: string): string {
  return decoded(written).toLowerCase();
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
