import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Makes a value of 32 random bytes for each secret that the Worker needs. */
const MAKERS: Readonly<Record<string, () => string>> = {
  TRUELIFT_SIGNING_KEYS: () => `k1:${randomKey()}`,
  TRUELIFT_DATA_KEYS: () => `k1:${randomKey()}`,
  TRUELIFT_REPORT_KEY: randomKey,
};

/** Names of the secrets that the Worker needs. */
export const SECRET_NAMES: readonly string[] = Object.keys(MAKERS);

/** Adds the secrets that the file lacks, keeps every other line, and returns the added names. */
export function ensureSecrets(file: string): readonly string[] {
  const present = readSecrets(file);
  const missing = Object.entries(MAKERS).filter(([name]) => !present[name]);
  if (missing.length === 0) return [];
  const before = existsSync(file) ? readFileSync(file, 'utf8').replace(/\n*$/, '\n') : '';
  const lines = missing.map(([name, make]) => `${name}="${make()}"\n`);
  writeFileSync(file, `${before.trimStart()}${lines.join('')}`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return missing.map(([name]) => name);
}

/** Names and values of a `.dev.vars` file; empty when there is none. */
export function readSecrets(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {};
  const entries = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', value = '']) => [name, value.replace(/^(["'])(.*)\1$/, '$2')] as const);
  return Object.fromEntries(entries);
}

function randomKey(): string {
  return randomBytes(32).toString('base64url');
}
