import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { withoutDrawnMarks } from '#components/landing/drawn-mark.ts';
import { firstLine } from '#experiments/contract/page-head.ts';
import { readMarks } from '#experiments/contract/page-marks.ts';
import { slotWidth } from '#experiments/contract/token.ts';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { thanksPages } from '#experiments/definition/catalog/thanks-pages.ts';
import { tagsOf } from './html-tags.ts';
import { keywordPlaceFaults } from './keyword-place-faults.ts';
import { type Expected, pageFaults } from './page-faults.ts';
import { policyOf, trackerOf } from './page-policy.ts';
import { pictureFaults, pictureSizesIn } from './picture-budget.ts';

type Good = Extract<Compiled, { readonly ok: true }>;
type PageFile = {
  /** Public path; of a plain page the file's name. */
  readonly path: string;
  /** The landing whose variants it is compared with; of a plain page its own path. */
  readonly landingId: string;
  readonly expected: Expected;
  /** Variants that components must draw on it. */
  readonly components?: readonly string[];
};

/**
 * Puts the first line before every page below `folder`, where the edge finds token slots and
 * policy. Changes no file and returns the reasons when any page may not be published; returns
 * nothing when all may.
 */
export async function finishPages(folder: string, compiled: Good): Promise<readonly string[]> {
  const known = pageFiles(compiled);
  const files = [...known, ...(await plainFiles(folder, compiled, known))];
  const faults: string[] = [];
  // As bytes: thousands of pages as texts would keep the garbage collector busy.
  const finished: { readonly path: string; readonly parts: readonly Buffer[] }[] = [];
  const sizeOf = pictureSizesIn(folder);
  const trackers = new Map<string, { readonly path: string; readonly hash: string }>();
  for (const { path, landingId, expected, components = [] } of files) {
    const built = bytesOf(folder, path);
    if (built === undefined) {
      faults.push(`${path}: was not built`);
      continue;
    }
    const written = built.toString();
    const { html, drawn } = withoutDrawnMarks(written);
    faults.push(
      ...components
        .filter((name) => !drawn.includes(name))
        .map(
          (name) =>
            `${path}: draws no <Variant> for ${name}; its visitors would see what the control shows`,
        ),
    );
    const tags = tagsOf(html);
    faults.push(
      ...[
        ...pageFaults(html, tags, expected),
        ...keywordPlaceFaults(html),
        ...pictureFaults(tags, sizeOf),
      ].map((fault) => `${path}: ${fault}`),
    );
    if (expected.kind === 'landing') {
      const hash = trackerOf(tags);
      const control = trackers.get(landingId) ?? (hash === undefined ? undefined : { path, hash });
      if (control !== undefined) trackers.set(landingId, control);
      if (hash === undefined) {
        faults.push(
          `${path}: does not run the tracker before every other script; what happens on it would not be measured`,
        );
      } else if (control?.hash !== hash) {
        faults.push(
          `${path}: runs another tracker than ${control?.path}; variants of a landing must run the same one, or their visitors are measured differently`,
        );
      }
    }
    const { line, rest } = finishedPage(html, policyOf(tags));
    // What is as it was built is not made bytes a second time.
    finished.push({
      path,
      parts: [Buffer.from(line), rest === written ? built : Buffer.from(rest)],
    });
  }
  if (faults.length === 0) {
    // One after the other: a thousand promises of small files cost more than the files.
    for (const { path, parts } of finished) overwrite(fileOf(folder, path), parts);
  }
  return faults;
}

/** The page after a comment that says where its slots and windows are, in bytes of the page itself. */
export function withFirstLine(written: string, csp: string): string {
  const { line, rest } = finishedPage(written, csp);
  return `${line}${rest}`;
}

function finishedPage(written: string, csp: string) {
  const { html, head } = readMarks(written);
  return { line: firstLine({ ...head, csp }), rest: html };
}

function pageFiles({ catalog, pages }: Good): readonly PageFile[] {
  const { origin } = catalog.site;
  return [
    ...pages.map(({ path, landingId, landingPath, canonicalPath, key, ...page }): PageFile => {
      const here = catalog.experiments.filter(
        (experiment) => experiment.status !== 'ended' && experiment.landings.includes(landingPath),
      );
      const canonical = `${origin}${canonicalPath}`;
      const width = slotWidth(landingPath, here);
      const { components = [] } = page;
      const turnstile = catalog.site.leads.spam.turnstile !== undefined;
      const expected = { kind: 'landing', key, canonical, slotWidth: width, turnstile } as const;
      return { path, landingId, expected, components };
    }),
    ...thanksPages(pages).map(({ path, landingId, thanks }): PageFile => {
      const canonical = `${origin}${thanks.path}`;
      return { path, landingId, expected: { kind: 'thanks', key: '', canonical, slotWidth: 0 } };
    }),
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

function bytesOf(folder: string, pagePath: string): Buffer | undefined {
  try {
    return readFileSync(fileOf(folder, pagePath));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** In place: a file that is cut to nothing first makes the disk write what Astro has just written. */
function overwrite(file: string, parts: readonly Buffer[]): void {
  const descriptor = openSync(file, 'r+');
  try {
    const bytes = Buffer.concat(parts);
    writeFileSync(descriptor, bytes);
    ftruncateSync(descriptor, bytes.length);
  } finally {
    closeSync(descriptor);
  }
}
