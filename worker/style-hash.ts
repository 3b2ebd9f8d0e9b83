/**
 * `'sha256-…'` of an inline style, as a policy names it (Content Security Policy Level 3, section 2.3.1,
 * https://www.w3.org/TR/CSP3/#grammardef-hash-source).
 */
export async function styleHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
