import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FILE_POLICY, SAFE_HEADERS } from '#experiments/contract/safe-headers.ts';

/** What files carry that meet no Worker, as `_headers` says it. */
const RULE = `/*\n${Object.entries({ ...SAFE_HEADERS, 'Content-Security-Policy': FILE_POLICY })
  .map(([name, value]) => `  ${name}: ${value}\n`)
  .join('')}`;

/**
 * Adds the safe headers of files to the build's `_headers`, whoever else writes there.
 * Source: https://developers.cloudflare.com/workers/static-assets/headers/
 */
export async function addFileHeaders(folder: string): Promise<void> {
  const file = path.join(folder, '_headers');
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (!before.includes(RULE)) await writeFile(file, before === '' ? RULE : `${RULE}\n${before}`);
}
