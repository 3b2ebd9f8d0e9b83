import { brotliBytes, builtPages, inlineScripts } from '#test/support/built-pages.ts';
import type { Figure } from './figure.ts';

/** Bytes of the heaviest built pages, compressed as a browser gets them. */
export async function pageWeights(): Promise<readonly Figure[]> {
  const pages = (await builtPages()).map(({ file, html }) => ({
    file: `/${file.replace(/index\.html$/, '')}`,
    code: brotliBytes(inlineScripts(html).join('\n')),
    light: !/<dialog|data-steps/.test(html),
    bytes: brotliBytes(html),
    requests:
      html.match(/<(?:script[^>]*\bsrc|link[^>]*\brel="stylesheet"[^>]*\bhref)=/g)?.length ?? 0,
  }));
  const count = `heaviest of ${pages.length} pages and variants`;
  const heaviest = pages.reduce((one, other) => (other.bytes > one.bytes ? other : one));
  const busiest = pages
    .filter(({ light }) => light)
    .reduce((one, other) => (other.code > one.code ? other : one));
  return [
    {
      what: 'HTML, CSS and JavaScript of a page',
      value: `${heaviest.bytes} bytes`,
      how: `brotli, without images; ${heaviest.file}, ${count}`,
    },
    {
      what: 'JavaScript of a page without dialog or steps',
      value: `${busiest.code} bytes`,
      how: `brotli; ${busiest.file}, ${count}`,
    },
    {
      what: 'further scripts and styles of a page',
      value: String(Math.max(...pages.map(({ requests }) => requests))),
      how: `requests, most of ${pages.length} pages and variants`,
    },
  ];
}
