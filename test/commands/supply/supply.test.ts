import { expect, test } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';
import { licenceFaults } from '#site/commands/supply/licences.ts';
import {
  installed,
  type LockedPackage,
  nameOf,
  readLockfile,
} from '#site/commands/supply/lockfile.ts';
import { sbomOf } from '#site/commands/supply/sbom.ts';

const lock = readLockfile(ROOT);
const withPackage = (folder: string, one: LockedPackage) => ({
  packages: { ...lock.packages, [folder]: one },
});

test('every package has a licence that somebody allowed', () => {
  expect(licenceFaults(lock)).toEqual([]);
});

test('a licence that nobody allowed is named with its package and what to do', () => {
  expect(
    licenceFaults(withPackage('node_modules/trap', { version: '1.0.0', license: 'AGPL-3.0-only' })),
  ).toEqual([
    'trap@1.0.0 has the licence AGPL-3.0-only, which nobody allowed: take another package, or add it to ALLOWED (site/commands/supply/licences.ts) after reading what it asks for.',
  ]);
  const mixed = { version: '1.0.0', license: 'MIT AND GPL-3.0-only' };
  expect(licenceFaults(withPackage('node_modules/a/node_modules/trap', mixed))).toHaveLength(1);
  const either = { version: '1.0.0', license: '(GPL-3.0-only OR MIT)' };
  expect(licenceFaults(withPackage('node_modules/fine', either))).toEqual([]);
  expect(licenceFaults(withPackage('node_modules/silent', { version: '2.0.0' }))[0]).toContain(
    'silent@2.0.0 names no licence: read its LICENSE file',
  );
});

test('the bill of materials has every package, and is the same each time', () => {
  const text = sbomOf(lock);
  expect(sbomOf(readLockfile(ROOT))).toBe(text);
  const bom = JSON.parse(text) as {
    bomFormat: string;
    components: { 'bom-ref': string; version: string; hashes?: { content: string }[] }[];
    dependencies: { ref: string; dependsOn: string[] }[];
  };
  expect(bom.bomFormat).toBe('CycloneDX');
  const refs = bom.components.map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const expected = new Set(
    installed(lock).map(([folder, { version }]) => `${nameOf(folder)}@${version}`),
  );
  expect(refs.length).toBe(expected.size);
  for (const { hashes } of bom.components) expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
  // Whatever is depended on is in the list, and nothing stands in it that nothing needs.
  const needed = new Set(bom.dependencies.flatMap(({ dependsOn }) => dependsOn));
  expect([...needed].filter((ref) => !refs.includes(ref))).toEqual([]);
  const astro = refs.find((ref) => ref.startsWith('pkg:npm/astro@')) ?? '';
  expect(
    bom.dependencies.find(({ ref }) => ref.startsWith('pkg:npm/truelift@'))?.dependsOn,
  ).toContain(astro);
  expect(text).not.toMatch(/timestamp|serialNumber/);
});
