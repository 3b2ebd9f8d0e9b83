import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Inability } from '../terminal.ts';
import type { ExportOptions } from './options.ts';

type Made = { readonly name: string; readonly rows: number; readonly href: string };

export type TakenFile = { readonly file: string; readonly rows: number };

/** Asks a site for the files of a platform and writes them into a folder. */
export async function takeFiles(
  origin: string,
  key: string,
  { platform, since, out }: Pick<ExportOptions, 'platform' | 'since' | 'out'>,
): Promise<{ readonly ok: true; readonly files: readonly TakenFile[] } | Inability> {
  const ask = (address: string, init: RequestInit = {}) =>
    fetch(`${origin}${address}`, {
      ...init,
      headers: { Authorization: `Bearer ${key}`, Accept: 'application/json' },
      redirect: 'error',
    }).catch(() => null);
  const made = await ask(`/report/api/uploads/${platform}/exports`, {
    method: 'POST',
    body: new URLSearchParams(since === null ? {} : { since }),
  });
  if (!made?.ok) return { ok: false, sentence: await whyNot(origin, made) };
  const { files } = (await made.json()) as { files: readonly Made[] };
  mkdirSync(out, { recursive: true });
  const taken: TakenFile[] = [];
  for (const { name, rows, href } of files) {
    const response = await ask(href);
    if (!response?.ok) {
      return { ok: false, sentence: `${name}: ${await whyNot(origin, response)}` };
    }
    const file = path.join(out, path.basename(name));
    writeFileSync(file, Buffer.from(await response.arrayBuffer()), { mode: 0o600 });
    taken.push({ file, rows });
  }
  return { ok: true, files: taken };
}

async function whyNot(origin: string, response: Response | null): Promise<string> {
  if (response === null) return `Nothing answers at ${origin}: is the site running (npm start)?`;
  const text = await response.text();
  const told = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]?.replaceAll('\\"', '"');
  const key =
    response.status === 401 ? ' Set TRUELIFT_REPORT_KEY to the report key of that site.' : '';
  return `${origin} answered ${response.status}: ${told ?? text.slice(0, 200)}${key}`;
}
