import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moreFolder } from '../../build/more-sources.ts';
import { bundledPackages } from '../supply/bundled.ts';
import { readLockfile } from '../supply/lockfile.ts';
import { noticesOf } from '../supply/notices.ts';
import type { Inability } from '../terminal.ts';
import { hashBuildInputs } from './build-inputs.ts';
import { withLock } from './build-lock.ts';
import { ROOT } from './settings.ts';
import { runTool, type ToolRun } from './tool.ts';

const DIST = join(ROOT, 'dist');
/** Outside `server/` and `client/`, so it is never uploaded. */
const MARK = join(DIST, 'inputs.sha256');
/** For whoever passes the build on; not uploaded either. */
const NOTICES = join(DIST, 'third-party-notices.txt');

export type SiteBuild = { readonly ok: true; readonly fresh: boolean };

/**
 * Brings `dist/` up to date: generated modules, then the site. `fresh` says whether it had to
 * build; unchanged inputs build nothing. One process builds at a time.
 */
export function buildSite(env: NodeJS.ProcessEnv): Promise<SiteBuild | Inability> {
  return withBuildLock(async () => {
    const more = moreFolder(env);
    const gallery = env.TRUELIFT_GALLERY === '1' ? '+gallery' : '';
    const inputs = hashBuildInputs(ROOT, more === undefined ? [] : [more]) + gallery;
    if (isBuiltFrom(inputs)) return { ok: true, fresh: false };
    rmSync(MARK, { force: true });
    const generated = await runOrExplain({ tool: 'generate', env });
    if (!generated.ok) return generated;
    const built = await runOrExplain({ tool: 'astro', args: ['build'], env });
    if (!built.ok) return built;
    const complete = checkWorker();
    if (!complete.ok) return complete;
    const noticed = writeNotices();
    if (!noticed.ok) return noticed;
    // The adapter copies local secrets beside the Worker; what is served gets its own copy later.
    rmSync(join(DIST, 'server/.dev.vars'), { force: true });
    writeFileSync(MARK, inputs);
    return { ok: true, fresh: true };
  });
}

/** Holds off builds while `dist/` is read. */
export function withBuildLock<Result>(work: () => Promise<Result>): Promise<Result> {
  return withLock(join(ROOT, '.truelift/build.lock'), work);
}

function isBuiltFrom(inputs: string): boolean {
  return (
    existsSync(MARK) &&
    readFileSync(MARK, 'utf8') === inputs &&
    existsSync(join(ROOT, 'experiments/generated/catalog.ts'))
  );
}

async function runOrExplain(run: ToolRun): Promise<{ readonly ok: true } | Inability> {
  const { code, output } = await runTool(run);
  return code === 0 ? { ok: true } : { ok: false, sentence: output.trim() };
}

/** The licence texts of all packages that have code in the Worker. */
function writeNotices(): { readonly ok: true } | Inability {
  const lock = readLockfile(ROOT);
  const folders = bundledPackages(ROOT, join(DIST, 'server'), lock);
  if (folders.length === 0) {
    return {
      ok: false,
      sentence: 'The build has no source maps, which tell whose notices go with it.',
    };
  }
  writeFileSync(NOTICES, noticesOf(ROOT, folders, lock));
  return { ok: true };
}

/** Without an on-demand page the adapter leaves the Worker out and says nothing. */
function checkWorker(): { readonly ok: true } | Inability {
  const file = join(DIST, 'server/wrangler.json');
  const config: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const hasWorker = typeof config === 'object' && config !== null && 'main' in config;
  return hasWorker
    ? { ok: true }
    : {
        ok: false,
        sentence: 'The build left the Worker out: keep one page with `prerender = false`.',
      };
}
