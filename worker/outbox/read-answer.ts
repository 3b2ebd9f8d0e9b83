/** Answers are small; what is longer is no answer of an interface that is known here. */
const MAX_BYTES = 65_536;

/** The JSON of an answer; null where it is none, or too long. Throws when the line breaks. */
export async function readAnswer(response: Response): Promise<unknown> {
  const reader = response.body?.getReader();
  if (!reader) return null;
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
