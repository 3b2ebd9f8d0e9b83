/** A static page as it waits in memory: its bytes, where the token goes, and its policy. */
export type Page = {
  readonly bytes: Uint8Array;
  /** Byte offsets of the token slots, rising. */
  readonly slots: readonly number[];
  /** Bytes of each slot. */
  readonly width: number;
  /** Content-Security-Policy of the page; null where the build has not finished it (development). */
  readonly csp: string | null;
};

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const HEAD = '<!--tl:';
const HEAD_END = '-->\n';
const SLOT = /tlslot~*/g;
const SPACE = 0x20;

/**
 * Takes a page file apart: its first line says where the slots are and which policy holds (written
 * by the build), the rest is the page. Without that line the slots are searched for.
 */
export function parsePage(file: Uint8Array): Page {
  const start = decoder.decode(file.subarray(0, HEAD.length));
  if (start !== HEAD) return searchedPage(file);
  const end = file.indexOf(0x0a) + 1;
  const line = decoder.decode(file.subarray(HEAD.length, end - HEAD_END.length));
  const head = JSON.parse(line) as { slots: number[]; width: number; csp: string };
  return { bytes: file.slice(end), slots: head.slots, width: head.width, csp: head.csp };
}

function searchedPage(file: Uint8Array): Page {
  const html = decoder.decode(file);
  const found = [...html.matchAll(SLOT)];
  return {
    bytes: file,
    slots: found.map((match) => encoder.encode(html.slice(0, match.index)).length),
    width: found[0]?.[0].length ?? 0,
    csp: null,
  };
}

/**
 * The page's bytes with the token in every slot, padded with spaces. A token that does not fit, or
 * none at all, leaves the slots blank: the page is served and nothing is counted.
 */
export function fillSlots(page: Page, token: string): Uint8Array {
  const filled = page.bytes.slice();
  const text = encoder.encode(token.length <= page.width ? token : '');
  for (const offset of page.slots) {
    filled.fill(SPACE, offset, offset + page.width);
    filled.set(text, offset);
  }
  return filled;
}
