import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { ROOT } from '#site/commands/local/settings.ts';
import { withBuildLock } from '#site/commands/local/site-build.ts';

/** One page file of the built site, as visitors get its bytes. */
export type BuiltPage = {
  /** Below the site's root: "crm/index.html", "_v/crm-form.short/crm/index.html". */
  readonly file: string;
  readonly html: string;
};

/** Every page of `dist/`, without the line that is meant for the edge; the gallery is left out. */
export function builtPages(): Promise<readonly BuiltPage[]> {
  return withBuildLock(async () => {
    const pages: BuiltPage[] = [];
    const client = join(ROOT, 'dist/client');
    for await (const file of glob('**/*.html', { cwd: client })) {
      if (file.startsWith('gallery')) continue;
      const html = await readFile(join(client, file), 'utf8');
      pages.push({ file, html: html.replace(/^<!--tl:.*-->\n/, '') });
    }
    return pages.sort((one, other) => (one.file < other.file ? -1 : 1));
  });
}

/** Code of the scripts that a page runs, in their order; data in script elements is no code. */
export function inlineScripts(html: string): readonly string[] {
  const found = html.matchAll(/<script(?![^>]*\btype="application)[^>]*>([\s\S]*?)<\/script>/g);
  return [...found].map(([, code = '']) => code);
}

/** Bytes as browsers get them. */
export function brotliBytes(text: string): number {
  return brotliCompressSync(text).length;
}
