import { licenceOf } from './licences.ts';
import { folderOf, installed, type LockedPackage, type Lockfile, nameOf } from './lockfile.ts';

/**
 * What the project is made of, as CycloneDX 1.6 JSON: every package with version, licence, digest
 * and what it depends on. From the lockfile alone and without a time, so that the same lockfile
 * always gives the same bytes. https://cyclonedx.org/docs/1.6/json/
 */
export function sbomOf(lock: Lockfile): string {
  const root = lock.packages[''] ?? {};
  const self = `pkg:npm/${root.name}@${root.version}`;
  const components = new Map(
    installed(lock).map(([folder, one]) => [purlOf(folder, one), componentOf(folder, one)]),
  );
  const dependencies = new Map<string, Set<string>>();
  for (const [folder, one] of Object.entries(lock.packages)) {
    const ref = folder === '' ? self : purlOf(folder, one);
    const needed = dependencies.get(ref) ?? new Set();
    dependencies.set(ref, needed);
    for (const name of namesOf(one, folder === '')) {
      const found = folderOf(lock, folder, name);
      // Optional packages of other platforms may be absent.
      if (found !== null) needed.add(purlOf(found, lock.packages[found] ?? {}));
    }
  }
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': self,
        name: root.name,
        version: root.version,
        licenses: [{ license: { id: root.license } }],
        purl: self,
      },
    },
    components: [...components].sort(byRef).map(([, component]) => component),
    dependencies: [...dependencies]
      .sort(byRef)
      .map(([ref, needed]) => ({ ref, dependsOn: [...needed].sort() })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function componentOf(folder: string, one: LockedPackage) {
  const full = nameOf(folder);
  const { version = '' } = one;
  const [group, name] = full.startsWith('@') ? full.split('/') : [undefined, full];
  const licence = licenceOf(full, version, one.license);
  const purl = purlOf(folder, one);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group === undefined ? {} : { group }),
    name,
    version,
    scope: one.optional ? 'optional' : 'required',
    ...(one.integrity === undefined ? {} : { hashes: [hashOf(one.integrity)] }),
    ...(licence === null ? {} : { licenses: [licenceEntry(licence)] }),
    purl,
  };
}

function licenceEntry(licence: string) {
  return / (?:AND|OR) /.test(licence) ? { expression: licence } : { license: { id: licence } };
}

/** `sha512-` and base64, as npm writes it, in hex. */
function hashOf(integrity: string) {
  const [, digest = ''] = integrity.split('-');
  return { alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') };
}

/** https://github.com/package-url/purl-spec: the @ of a scope is escaped. */
function purlOf(folder: string, { version = '' }: LockedPackage): string {
  return `pkg:npm/${nameOf(folder).replace('@', '%40')}@${version}`;
}

function namesOf(one: LockedPackage, withDevelopment: boolean): readonly string[] {
  return Object.keys({
    ...one.dependencies,
    ...one.optionalDependencies,
    ...(withDevelopment ? one.devDependencies : {}),
  });
}

function byRef([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
