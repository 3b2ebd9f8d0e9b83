import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export type FoundSecret = { readonly file: string; readonly name: string };

/** Texts shorter than this are no secret but could stand anywhere. */
const SHORTEST_SECRET = 16;

/** Files below a folder that hold the value of a secret or are a `.dev.vars` themselves. */
export function findSecrets(
  folder: string,
  secrets: Readonly<Record<string, string>>,
): readonly FoundSecret[] {
  // A keyring's value is `kid:key`: the key alone must not be there either.
  const values = Object.entries(secrets).flatMap(([name, value]) =>
    value.split(/[,:]/).map((part) => [name, part] as const),
  );
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const file = join(folder, path);
    if (!statSync(file).isFile()) return [];
    if (basename(file).startsWith('.dev.vars')) return [{ file, name: 'all secrets' }];
    const content = readFileSync(file, 'utf8');
    return values.flatMap(([name, value]) =>
      value.length >= SHORTEST_SECRET && content.includes(value) ? [{ file, name }] : [],
    );
  });
}
