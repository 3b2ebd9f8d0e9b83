/** `GET /_tl/health`: the Worker answers. */
export function getHealth(): Response {
  return Response.json({ ok: true }, { headers: { 'Cache-Control': 'no-store' } });
}
