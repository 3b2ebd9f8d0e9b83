import { glob, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SLOT_NAME, slotWidth } from '#experiments/contract/token.ts';
import type { Compiled } from '#experiments/definition/compile.ts';
import { tagsOf } from './html-tags.ts';
import { type Expected, pageFaults } from './page-faults.ts';
import { policyOf, trackerOf } from './page-policy.ts';

type Good = Extract<Compiled, { readonly ok: true }>;
type PageFile = {
  /** Public path; of a plain page the file's name. */
  readonly path: string;
  /** The landing whose variants it is compared with; of a plain page its own path. */
  readonly landingId: string;
  readonly expected: Expected;
};

/**
 * Puts the first line before every page below `folder`, where the edge finds token slots and
 * policy. Changes no file and returns the reasons when any page may not be published; returns
 * nothing when all may.
 */
export async function finishPages(folder: string, compiled: Good): Promise<readonly string[]> {
  const known = pageFiles(compiled);
  const files = [...known, ...(await plainFiles(folder, compiled, known))];
  const pages = await Promise.all(
    files.map(async (file) => ({ ...file, html: await htmlOf(folder, file.path) })),
  );
  const faults: string[] = [];
  const finished: { readonly path: string; readonly text: string }[] = [];
  const trackers = new Map<string, { readonly path: string; readonly code: string }>();
  for (const { path, landingId, expected, html } of pages) {
    if (html === undefined) {
      faults.push(`${path}: was not built`);
      continue;
    }
    const tags = tagsOf(html);
    faults.push(...pageFaults(html, tags, expected).map((fault) => `${path}: ${fault}`));
    if (expected.kind === 'landing') {
      const code = trackerOf(tags);
      const control = trackers.get(landingId) ?? (code === undefined ? undefined : { path, code });
      if (control !== undefined) trackers.set(landingId, control);
      if (code === undefined) {
        faults.push(
          `${path}: does not run the tracker before every other script; what happens on it would not be measured`,
        );
      } else if (control?.code !== code) {
        faults.push(
          `${path}: runs another tracker than ${control?.path}; variants of a landing must run the same one, or their visitors are measured differently`,
        );
      }
    }
    finished.push({ path, text: withFirstLine(html, policyOf(tags)) });
  }
  if (faults.length === 0) {
    await Promise.all(finished.map(({ path, text }) => writeFile(fileOf(folder, path), text)));
  }
  return faults;
}

/** The page after a comment that says where its slots are, in bytes of the page itself. */
export function withFirstLine(html: string, csp: string): string {
  const found = [...html.matchAll(new RegExp(`${SLOT_NAME}~+`, 'g'))];
  const head = {
    slots: found.map(({ index }) => Buffer.byteLength(html.slice(0, index))),
    width: found[0]?.[0].length ?? 0,
    csp,
  };
  return `<!--tl:${JSON.stringify(head)}-->\n${html}`;
}

function pageFiles({ catalog, landings, pages }: Good): readonly PageFile[] {
  const { origin } = catalog.site;
  return [
    ...pages.map(({ path, landingId, key, content }): PageFile => {
      const here = catalog.experiments.filter(
        (experiment) => experiment.status !== 'ended' && experiment.landings.includes(content.path),
      );
      const canonical = `${origin}${content.path}`;
      const width = slotWidth(content.path, here);
      return { path, landingId, expected: { kind: 'landing', key, canonical, slotWidth: width } };
    }),
    ...landings.flatMap(({ id, thanks }): readonly PageFile[] =>
      thanks === undefined
        ? []
        : [
            {
              path: thanks.path,
              landingId: id,
              expected: {
                kind: 'thanks',
                key: '',
                canonical: `${origin}${thanks.path}`,
                slotWidth: 0,
              },
            },
          ],
    ),
  ];
}

/** The other pages of the site, such as the home and the 404 page. */
async function plainFiles(
  folder: string,
  { catalog }: Good,
  known: readonly PageFile[],
): Promise<readonly PageFile[]> {
  const names = new Set(known.map((file) => fileOf(folder, file.path)));
  const plain: PageFile[] = [];
  for await (const name of glob('**/*.html', { cwd: folder })) {
    if (names.has(path.join(folder, name))) continue;
    const canonical = `${catalog.site.origin}/`;
    const expected: Expected = { kind: 'plain', key: '', canonical, slotWidth: 0 };
    plain.push({ path: name, landingId: name, expected });
  }
  return plain;
}

function fileOf(folder: string, pagePath: string): string {
  const file = pagePath.endsWith('.html') ? pagePath : `${pagePath}index.html`;
  return path.join(folder, ...file.split('/'));
}

async function htmlOf(folder: string, pagePath: string): Promise<string | undefined> {
  return readFile(fileOf(folder, pagePath), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
