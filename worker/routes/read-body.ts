import { MAX_BODY_BYTES } from '#experiments/contract/events.ts';

/**
 * The body as text, read to at most 64 KB whatever Content-Length claims; null when it is longer.
 * Invalid UTF-8 becomes U+FFFD, so that it fails as content and not as an exception.
 */
export async function readBody(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string | null> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return new TextDecoder().decode(whole);
}
