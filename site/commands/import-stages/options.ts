import type { Inability } from '../terminal.ts';

/** What was typed. */
export type ImportOptions = {
  readonly ok: true;
  readonly file: string;
  /** Id of the source; null: the only one of crm.yaml. */
  readonly source: string | null;
  readonly dryRun: boolean;
  /** Origin of the site; null: the one that runs on this machine. */
  readonly to: string | null;
  /** File of the verdicts; null: beside the file, with `.result.csv`. */
  readonly result: string | null;
  readonly help: boolean;
};

export const USAGE = `npm run import-stages -- stages.csv [--dry-run] [--source crm] [--to https://go.example.com] [--result file.csv]

Tells the site what became of leads, deals or orders, from a CSV file. Its first line names the
columns, in any order:

  stage      lead, qualified, opportunity, won, lost, refunded, or a word of site/crm.yaml  (needed)
  at         2026-11-23, "2026-11-23 14:30" (the site's time zone), 2026-11-23T14:30+01:00  (needed)
  deal       the id of the deal or order
  lead_id, record_id, email, handoff     whose it is: any one of them, or a deal known already
  amount     of the sale or refund, 1200.50
  currency   EUR; the site's where it is empty
  id         the id of the event; without one the row's own content is its id

The same rows again change nothing. --dry-run says what each row would do and writes nothing. The
verdicts stand in the result file. Without --to the site that runs on this machine is told (npm
start); with it a deployed one, by the key in TRUELIFT_REPORT_KEY.`;

const VALUES = ['source', 'to', 'result'] as const;

/** The words after `npm run import-stages --`; refuses what cannot be understood, with an example. */
export function readImportOptions(words: readonly string[]): ImportOptions | Inability {
  const values: Partial<Record<(typeof VALUES)[number], string>> = {};
  const files: string[] = [];
  let dryRun = false;
  let help = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === '') files.push(word);
    else if (name === 'dry-run') dryRun = true;
    else if (name === 'help') help = true;
    else {
      const option = VALUES.find((one) => one === name);
      if (option === undefined) {
        return refuse(`There is no option --${name}. See npm run import-stages -- --help.`);
      }
      const value = inline ?? words[++index] ?? '';
      if (value === '' || value.startsWith('--')) return refuse(`--${name} has no value.`);
      values[option] = value;
    }
  }
  const [file = '', more] = files;
  if (!help && (file === '' || more !== undefined)) {
    return refuse('Name one file: npm run import-stages -- stages.csv --dry-run');
  }
  const to = values.to === undefined ? null : originOf(values.to);
  if (to === undefined) {
    return refuse(
      `--to is "${values.to}": give an address, for example --to https://go.example.com`,
    );
  }
  return {
    ok: true,
    file,
    source: values.source ?? null,
    dryRun,
    to,
    result: values.result ?? null,
    help,
  };
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
