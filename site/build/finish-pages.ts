import { readFileSync, writeFileSync } from 'node:fs';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { type FinishedPage, finishPage } from './finish-page.ts';
import { fileOf, type PageFile, pageFiles, plainFiles } from './page-files.ts';
import { pictureFaults, pictureSizesIn } from './picture-budget.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** Finishes the pages of one build, while it writes them or afterwards. */
export type PageFinisher = {
  /** The page at a public path, finished; undefined for a path that is no landing's. */
  readonly page: (path: string, built: Buffer) => Buffer | undefined;
  /**
   * Finishes what is below `folder` and did not come through `page`, once every file is there.
   * Returns why pages may not be published, and changes no file then; nothing when all may.
   */
  readonly rest: (folder: string) => Promise<readonly string[]>;
};

/**
 * Puts the first line before every page of a build. A page that is finished between its rendering
 * and its file is written once; a thousand of them make the difference.
 */
export function pageFinisher(compiled: Good): PageFinisher {
  const known = pageFiles(compiled);
  const byPath = new Map(known.map((file) => [file.path, file]));
  /** Without the bytes: what is finished stands in its file. */
  const judged = new Map<PageFile, Judged>();
  const judge = (file: PageFile, built: Buffer): Buffer => {
    const { bytes, ...rest } = finishPage(file, built);
    judged.set(file, rest);
    return bytes;
  };
  return {
    page: (path, built) => {
      const file = byPath.get(path);
      return file && judge(file, built);
    },
    rest: async (folder) => {
      const files = [...known, ...(await plainFiles(folder, compiled, known))];
      const late: { readonly file: string; readonly bytes: Buffer }[] = [];
      for (const page of files.filter((one) => !judged.has(one))) {
        const file = fileOf(folder, page.path);
        const built = bytesOf(file);
        if (built !== undefined) late.push({ file, bytes: judge(page, built) });
      }
      const faults = faultsOf(files, judged, folder);
      if (faults.length === 0) for (const { file, bytes } of late) writeFileSync(file, bytes);
      return faults;
    },
  };
}

type Judged = Omit<FinishedPage, 'bytes'>;

function faultsOf(
  files: readonly PageFile[],
  judged: ReadonlyMap<PageFile, Judged>,
  folder: string,
): readonly string[] {
  const sizeOf = pictureSizesIn(folder);
  const trackers = new Map<string, { readonly path: string; readonly hash: string }>();
  return files.flatMap((file) => {
    const page = judged.get(file);
    const sentences =
      page === undefined
        ? ['was not built']
        : [
            ...page.faults,
            ...pictureFaults(page.pictures, sizeOf),
            ...(file.expected.kind === 'landing' ? trackerFaults(file, page, trackers) : []),
          ];
    return sentences.map((sentence) => `${file.path}: ${sentence}`);
  });
}

/** Variants of a landing are measured alike: by the same tracker, before every other script. */
function trackerFaults(
  { path, landingId }: PageFile,
  { tracker: hash }: Judged,
  trackers: Map<string, { readonly path: string; readonly hash: string }>,
): readonly string[] {
  if (hash === undefined) {
    return [
      'does not run the tracker before every other script; what happens on it would not be measured',
    ];
  }
  const control = trackers.get(landingId);
  if (control === undefined) trackers.set(landingId, { path, hash });
  if (control === undefined || control.hash === hash) return [];
  return [
    `runs another tracker than ${control.path}; variants of a landing must run the same one, or their visitors are measured differently`,
  ];
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
