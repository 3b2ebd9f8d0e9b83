import { MAX_BODY_BYTES } from '#experiments/contract/events.ts';

/** The body, read to at most 64 KB whatever Content-Length claims; null when it is longer. */
export async function readBytes(
  request: Request,
  maxBytes = MAX_BODY_BYTES,
): Promise<Uint8Array | null> {
  if (!request.body) return new Uint8Array();
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
  return whole;
}

/** The body as text. Invalid UTF-8 becomes U+FFFD, so that it fails as content, not as an exception. */
export async function readText(request: Request): Promise<string | null> {
  const bytes = await readBytes(request);
  return bytes && new TextDecoder().decode(bytes);
}
