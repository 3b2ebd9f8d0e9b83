import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { catalog } from '#generated/catalog.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import type { Figure } from './figure.ts';

/** Bytes of each landing's control page, compressed as a browser gets them. */
export function pageWeights(): readonly Figure[] {
  return catalog.landings.flatMap(({ path }): readonly Figure[] => {
    const html = readFileSync(join(ROOT, 'dist/client', path, 'index.html'), 'utf8');
    const page = html.slice(html.indexOf('\n') + 1);
    const scripts = [
      ...page.matchAll(/<script(?![^>]*\btype="application)[^>]*>([\s\S]*?)<\/script>/g),
    ];
    const external = [
      ...page.matchAll(/<(?:script[^>]*\bsrc|link[^>]*\brel="stylesheet"[^>]*\bhref)=/g),
    ];
    const code = scripts.map(([, text]) => text ?? '').join('\n');
    return [
      { what: `${path} JavaScript`, value: bytes(code), how: 'brotli, all inline scripts' },
      {
        what: `${path} HTML, CSS and JavaScript`,
        value: bytes(page),
        how: 'brotli, without images',
      },
      {
        what: `${path} further scripts and styles`,
        value: String(external.length),
        how: 'requests',
      },
    ];
  });
}

function bytes(text: string): string {
  return `${brotliCompressSync(text).length} bytes`;
}
