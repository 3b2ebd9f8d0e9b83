/** No visitor waits longer than this for what D1 knows. */
const PATIENCE_MS = 50;

/** Waits for a read of D1, but not longer than a visitor may. What the read answers is not told. */
export async function waitShortly(reading: Promise<unknown>): Promise<void> {
  await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
