import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceOf } from './licences.ts';
import { type Lockfile, nameOf } from './lockfile.ts';

/** Files in which packages keep the text of their licence and what must go with it. */
const TEXTS = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

const HEAD = `The Worker contains code of the packages below. Licences such as MIT, ISC and BSD ask that
their text goes with every copy of that code.
`;

/**
 * The notices that go with a built Worker: each package with version, licence and its own texts, in
 * the order given. `folders` as package-lock.json names them. A package that ships no text is listed
 * with the name of its licence and where it is developed.
 */
export function noticesOf(root: string, folders: readonly string[], lock: Lockfile): string {
  return [HEAD, ...folders.map((folder) => noticeOf(root, folder, lock))].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

function noticeOf(root: string, folder: string, lock: Lockfile): string {
  const { version = '', license } = lock.packages[folder] ?? {};
  const name = nameOf(folder);
  const licence = licenceOf(name, version, license) ?? 'a licence that it does not name';
  const texts = readdirSync(join(root, folder))
    .filter((file) => TEXTS.test(file))
    .sort()
    .map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
  const body =
    texts.length > 0 ? texts.join('\n\n') : `It ships no text; ${sourceOf(root, folder)}.`;
  return `${name} ${version} (${licence})\n\n${body}\n`;
}

function sourceOf(root: string, folder: string): string {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    readonly repository?: string | { readonly url?: string };
  };
  const { repository } = manifest;
  const place = typeof repository === 'string' ? repository : repository?.url;
  return place === undefined ? 'it names no repository' : `its repository is ${place}`;
}
