/** 405 with the methods that the address takes (RFC 9110, section 15.5.6). */
export function methodNotAllowed(...allowed: readonly string[]): Response {
  return new Response('This address does not take that method.\n', {
    status: 405,
    headers: {
      Allow: allowed.join(', '),
      'Cache-Control': 'no-store',
      'Content-Type': 'text/plain; charset=utf-8',
    },
  });
}
