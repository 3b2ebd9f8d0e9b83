import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package of package-lock.json, by the folder that it is put into. */
export type LockedPackage = {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};

export type Lockfile = { readonly packages: Readonly<Record<string, LockedPackage>> };

/** The lockfile of a project folder. */
export function readLockfile(root: string): Lockfile {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;
}

/** The name of a package from the folder that it is put into. */
export function nameOf(folder: string): string {
  const [name = ''] = folder.split('node_modules/').slice(-1);
  return name;
}

/** The packages without the project itself, as they are installed: folder and entry. */
export function installed({ packages }: Lockfile): readonly (readonly [string, LockedPackage])[] {
  return Object.entries(packages).filter(([folder]) => folder !== '');
}

/** The folder of a dependency as Node finds it: beside the package, else further out. */
export function folderOf({ packages }: Lockfile, from: string, name: string): string | null {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    const found = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[found]) return found;
    if (folder === '') return null;
  }
}
