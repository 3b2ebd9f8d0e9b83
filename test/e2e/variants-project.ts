import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '#site/commands/local/settings.ts';

const COPIED: readonly string[] = [
  'astro.config.mjs',
  'components',
  'experiments',
  'package.json',
  'site',
  'tsconfig.json',
  'worker',
  'wrangler.toml',
];
/** Content of the real site, in place of which the project has its own. */
const LEFT_OUT: readonly string[] = [
  'experiments/catalog',
  'experiments/generated',
  'site/ad-groups.csv',
  'site/landing',
];

/** A site with this code and other content, in a folder of its own. */
export function projectWith(files: Readonly<Record<string, string>>): {
  readonly root: string;
  readonly remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'truelift-variants-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  for (const name of LEFT_OUT) rmSync(join(root, name), { recursive: true, force: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A built page as its visitors get it, without the first line that is meant for the edge. */
export function builtPage(
  folder: string,
  path: string,
): { readonly html: string; readonly csp: string } {
  const file = join(folder, 'client', path, 'index.html');
  if (!existsSync(file)) throw new Error(`${path} was not built`);
  const [, head = '{}', html = ''] =
    /^<!--tl:(.*)-->\n([\s\S]*)$/.exec(readFileSync(file, 'utf8')) ?? [];
  return { html, csp: JSON.parse(head).csp };
}
