/** What a page's view token says of the assignments; undefined on a page without one. */
export function payloadOf(
  html: string,
): { readonly a: readonly { readonly x: string; readonly v?: string }[] } | undefined {
  const token = /<meta name="?tl"? content="([^"]*)"/.exec(html)?.[1]?.trim() ?? '';
  const payload = token.split('.')[2];
  return payload === undefined
    ? undefined
    : JSON.parse(Buffer.from(payload, 'base64url').toString());
}
