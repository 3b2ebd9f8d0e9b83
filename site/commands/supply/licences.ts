import { installed, type Lockfile, nameOf } from './lockfile.ts';

/**
 * Licences (SPDX) of packages that may be installed: they ask for a notice at most, or for changes to
 * the package itself to stay open (MPL, LGPL), and none asks anything of the pages that are built.
 * https://spdx.org/licenses/
 */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
]);

/** Packages that name none in their manifest, with what their LICENSE file says. */
const READ_BY_HAND: Readonly<Record<string, string>> = { 'jstat@1.9.6': 'MIT' };

/** The licence of a package as its manifest, or whoever read it, says; null when nobody knows. */
export function licenceOf(name: string, version: string, declared?: string): string | null {
  return declared ?? READ_BY_HAND[`${name}@${version}`] ?? null;
}

/** One sentence for each package whose licence is not allowed: which, what licence, what to do. */
export function licenceFaults(lock: Lockfile): readonly string[] {
  return installed(lock).flatMap(([folder, { version = '', license }]) => {
    const name = nameOf(folder);
    const licence = licenceOf(name, version, license);
    if (licence === null) {
      return [
        `${name}@${version} names no licence: read its LICENSE file and write it into READ_BY_HAND (site/commands/supply/licences.ts), or take another package.`,
      ];
    }
    if (isAllowed(licence)) return [];
    return [
      `${name}@${version} has the licence ${licence}, which nobody allowed: take another package, or add it to ALLOWED (site/commands/supply/licences.ts) after reading what it asks for.`,
    ];
  });
}

/** SPDX expressions as packages write them: alternatives, each of parts that all hold. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((part) => ALLOWED.has(part.trim())));
}
