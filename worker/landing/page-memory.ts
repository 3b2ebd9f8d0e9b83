import { type Page, parsePage } from './page-bytes.ts';

/** Where a page came from in this answer, for Server-Timing. */
export type PageSource = 'memory' | 'assets' | 'cold';

/** Looks a static page up by its hidden or public path; null when the build has none. */
export type PageReader = (path: string) => Promise<{ page: Page; source: PageSource } | null>;

/** An isolate has 128 MB; landing pages are some 50 KB. */
const MAX_MEMORY_BYTES = 24 * 1024 * 1024;

export type PageMemory = {
  readonly get: (path: string) => Page | undefined;
  readonly put: (path: string, page: Page) => void;
  /** Whether this isolate has read any page yet. */
  readonly empty: () => boolean;
};

/** Page bytes of one isolate, bounded: the page asked for least recently leaves first. */
export function createPageMemory(maxBytes: number = MAX_MEMORY_BYTES): PageMemory {
  const pages = new Map<string, Page>();
  let bytes = 0;
  return {
    get: (path) => {
      const page = pages.get(path);
      if (page) {
        pages.delete(path);
        pages.set(path, page);
      }
      return page;
    },
    put: (path, page) => {
      bytes += page.bytes.length - (pages.get(path)?.bytes.length ?? 0);
      pages.delete(path);
      pages.set(path, page);
      for (const [oldest, old] of pages) {
        if (bytes <= maxBytes) break;
        pages.delete(oldest);
        bytes -= old.bytes.length;
      }
    },
    empty: () => pages.size === 0,
  };
}

/** Reads pages from memory, else through `fetchPage` (assets; Astro itself in development). */
export function pageReader(
  memory: PageMemory,
  fetchPage: (path: string) => Promise<Response>,
): PageReader {
  return async (path) => {
    const known = memory.get(path);
    if (known) return { page: known, source: 'memory' };
    const source = memory.empty() ? 'cold' : 'assets';
    const response = await fetchPage(path);
    if (response.status !== 200) return null;
    const page = parsePage(new Uint8Array(await response.arrayBuffer()));
    // Pages in development have no policy yet and change with every edit.
    if (page.csp !== null) memory.put(path, page);
    return { page, source };
  };
}
