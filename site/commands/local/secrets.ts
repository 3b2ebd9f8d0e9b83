import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { canBeKey, MIN_KEY_BYTES } from '#experiments/contract/secret-key.ts';
import type { Inability } from '../terminal.ts';

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

/**
 * Refuses, with what to do, a file in which a secret is not what the Worker takes: it would start
 * and then keep closed whatever needs that secret.
 */
export function checkSecrets(file: string): { readonly ok: true } | Inability {
  const secrets = readSecrets(file);
  for (const name of SECRET_NAMES) {
    const value = secrets[name] ?? '';
    const isKeyring = name !== 'TRUELIFT_REPORT_KEY';
    const isSound = isKeyring ? isNamedKey : isReportKey;
    if (value.split(',').every(isSound)) continue;
    const form = isKeyring
      ? 'k1:key, or several such parts between commas, each key at least 32 random bytes as base64url'
      : 'at least 32 random bytes as base64url, or several such keys between commas';
    // A new key for the data would make a typing error the loss of every lead.
    const loss = name === 'TRUELIFT_DATA_KEYS' ? ', which cannot read the leads stored so far' : '';
    return {
      ok: false,
      sentence: `${name} in ${file} is malformed; it must be ${form}: correct it, or delete its line and the next start makes a new one${loss}.`,
    };
  }
  return { ok: true };
}

/** Names and values of a `.dev.vars` file; empty when there is none. */
export function readSecrets(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {};
  const entries = Object.entries(parseEnv(readFileSync(file, 'utf8')));
  return Object.fromEntries(entries.map(([name, value = '']) => [name, value]));
}

function randomKey(): string {
  return randomBytes(MIN_KEY_BYTES).toString('base64url');
}

/** The report key that this machine's commands present: the first of several. */
export function readReportKey(file: string): string | undefined {
  return readSecrets(file).TRUELIFT_REPORT_KEY?.split(',')[0]?.trim() || undefined;
}

function isReportKey(text: string): boolean {
  return isKey(text.trim().replace(/=+$/, ''));
}

/** `k1:…`; the id as the Worker reads it. */
function isNamedKey(text: string): boolean {
  const [, key] = /^\s*[a-z0-9]{1,8}:(\S+)\s*$/.exec(text) ?? [];
  return key !== undefined && isKey(key);
}

/** Whether it is base64url without padding (RFC 4648, section 5) of enough bytes that nobody typed. */
function isKey(text: string): boolean {
  return /^[\w-]+$/.test(text) && text.length % 4 !== 1 && canBeKey(Buffer.from(text, 'base64url'));
}
