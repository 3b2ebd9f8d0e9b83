import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { PLATFORMS, type Platform } from '#experiments/uploads/platform.ts';
import type { Inability } from '../terminal.ts';

/** What was typed. */
export type ExportOptions = {
  readonly ok: true;
  readonly platform: Platform;
  /** 2026-11-23 in the site's time zone; null for what is new alone. */
  readonly since: string | null;
  /** Folder for the files. */
  readonly out: string;
  /** Origin of the site; null: the one on this machine. */
  readonly from: string | null;
  readonly help: boolean;
};

export const USAGE = `npm run export -- --platform google [--since 2026-11-01] [--out exports] [--from https://go.example.com]

Writes the files of conversions that an ad platform has not been told of, to import there. What is in
a file is in no later one; --since takes once more what left in files since that day. Every file can
be taken again, byte for byte, from /report/uploads/.

Platforms: ${PLATFORMS.join(', ')}, those of site/platforms.yaml.

Without --from the site on this machine is asked: the one that runs (npm start), or its state, for as
long as this takes. With it a deployed one, by the key in TRUELIFT_REPORT_KEY.`;

const VALUES = ['platform', 'since', 'out', 'from'] as const;

/** The words after `npm run export --`; refuses what cannot be understood, with an example. */
export function readExportOptions(words: readonly string[]): ExportOptions | Inability {
  const values: Partial<Record<(typeof VALUES)[number], string>> = {};
  let help = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const option = VALUES.find((one) => one === name);
    if (name === 'help') help = true;
    else if (option === undefined) {
      return refuse(`"${word}" is no option. See npm run export -- --help.`);
    } else {
      const value = inline ?? words[++index] ?? '';
      if (value === '' || value.startsWith('--')) return refuse(`--${name} has no value.`);
      values[option] = value;
    }
  }
  const platform = PLATFORMS.find((one) => one === values.platform);
  if (!help && platform === undefined) return refuse(platformText(values.platform));
  const { since = null, out = 'exports' } = values;
  if (since !== null && !/^\d{4}-\d{2}-\d{2}$/.test(since)) {
    return refuse(`--since is "${since}": give a day, for example --since 2026-11-23`);
  }
  const from = values.from === undefined ? null : originOf(values.from);
  if (from === undefined) {
    return refuse(
      `--from is "${values.from}": give an address, for example --from https://go.example.com`,
    );
  }
  return { ok: true, platform: platform ?? 'google', since, out, from, help };
}

function platformText(written: string | undefined): string {
  if (written === undefined) {
    return `Say which platform: npm run export -- --platform google (${listText(PLATFORMS)}).`;
  }
  const close = nearest(written, PLATFORMS);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  return `--platform is "${written}". Allowed: ${listText(PLATFORMS)}.${hint}`;
}

/** The origin of an address that a key may be sent to: https, or this machine. */
function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  const isOwn = /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url?.hostname ?? '');
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isOwn)
    ? url.origin
    : undefined;
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });
