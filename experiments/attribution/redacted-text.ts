import { isPersonParameter, REDACTED } from './person-parameters.ts';

/** `ada@example.com`, also as it stands in an encoded form or address. */
const E_MAIL = /[^\s@"'<>=&:,;()[\]{}\\]+(?:@|%40)[^\s@"'<>=&:,;()[\]{}\\]+/gi;

/**
 * Any text, such as a request that was refused, without the values of click ids and without e-mail
 * addresses in it.
 */
export function redactedText(text: string): string {
  const unnamed = text.replaceAll(E_MAIL, REDACTED);
  return unnamed.replace(/([\w-]+)=([^&#"\\\s]+)/g, (whole, name: string) =>
    isPersonParameter(name) ? `${name}=${REDACTED}` : whole,
  );
}
