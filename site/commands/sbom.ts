import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { ROOT } from './local/settings.ts';
import { licenceFaults } from './supply/licences.ts';
import { installed, readLockfile } from './supply/lockfile.ts';
import { sbomOf } from './supply/sbom.ts';
import { giveUp, say } from './terminal.ts';

// npm run sbom: every package with version, licence and digest, for whoever has to know.
const [given, ...more] = process.argv.slice(2);
if (given === '--help' || given === '-h') {
  say(
    'npm run sbom -- [file]   writes a CycloneDX bill of materials, made from package-lock.json (default exports/sbom.cdx.json)',
  );
} else if (more.length > 0 || given?.startsWith('-')) {
  giveUp('npm run sbom takes one file to write: npm run sbom -- exports/sbom.cdx.json');
} else {
  const lock = readLockfile(ROOT);
  const faults = licenceFaults(lock);
  const file = resolve(given ?? join(ROOT, 'exports', 'sbom.cdx.json'));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, sbomOf(lock));
  say(`${file}\n${installed(lock).length} packages as package-lock.json has them.`);
  for (const fault of faults) say(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
