/** A test that proves a row: its file and its name as the source has it. */
export type Proof = { readonly file: string; readonly name: string };

/** One row of `test/faults.md`. */
export type Fault = {
  readonly number: number;
  readonly fault: string;
  readonly expected: string;
  readonly proofs: readonly Proof[];
  /** Why the row does not apply; null where it does. */
  readonly reason: string | null;
  /** Parts of the last cell that are neither. */
  readonly unread: readonly string[];
};

const DOES_NOT_APPLY = /^Does not apply: (.+)$/;
const PROOF = /^`(test\/[\w./-]+\.(?:test|spec)\.ts)` (.+)$/;

/** The rows of all tables of the page whose first cell is a number. */
export function readFaults(page: string): readonly Fault[] {
  return page.split('\n').flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [before, number = '', fault = '', expected = '', proved = '', after, ...more] = cells;
    if (!/^\d+$/.test(number)) return [];
    if (before !== '' || after !== '' || more.length > 0) {
      throw new Error(`row ${number} has not four cells: a "|" in a text is written "\\|"`);
    }
    const parts = proved.split('<br>').map((part) => part.trim());
    const reasons = parts.flatMap((part) => DOES_NOT_APPLY.exec(part)?.[1] ?? []);
    const proofs = parts.flatMap((part): Proof[] => {
      const [, file, name] = PROOF.exec(part) ?? [];
      return file && name ? [{ file, name }] : [];
    });
    const unread = parts.filter(
      (part) => part !== '' && !PROOF.test(part) && !DOES_NOT_APPLY.test(part),
    );
    return [
      { number: Number(number), fault, expected, proofs, reason: reasons[0] ?? null, unread },
    ];
  });
}

/** Rows that the page itself calls open, with what they lack: `- 22: …` below the heading "Open". */
export function readOpen(page: string): ReadonlyMap<number, string> {
  const [, section = ''] = page.split(/^## Open$/m);
  const [until = ''] = section.split(/^## /m);
  return new Map(
    [...until.matchAll(/^- (\d+): (.+)$/gm)].map(([, number, lacks]) => [
      Number(number),
      lacks ?? '',
    ]),
  );
}

/**
 * What is wrong with the table, a sentence per fault; nothing when every row of 1 to `last` is there
 * once and each is proved by tests that exist, or says why it does not apply, or is called open.
 */
export function wrongWith(
  {
    faults,
    open,
    last,
  }: {
    readonly faults: readonly Fault[];
    readonly open: ReadonlyMap<number, string>;
    readonly last: number;
  },
  /** Names of the tests of a file; null when there is no such file. */
  namesIn: (file: string) => ReadonlySet<string> | null,
): readonly string[] {
  const wrong: string[] = [];
  const times = new Map<number, number>();
  for (const { number } of faults) times.set(number, (times.get(number) ?? 0) + 1);
  for (let number = 1; number <= last; number += 1) {
    const count = times.get(number) ?? 0;
    if (count !== 1) wrong.push(`row ${number} is there ${count} times`);
  }
  for (const { number, fault, expected, proofs, reason, unread } of faults) {
    const say = (what: string) => wrong.push(`row ${number} ${what}`);
    if (number < 1 || number > last) say(`is none of 1 to ${last}`);
    if (fault === '' || expected === '') say('does not say what happens, or what must');
    for (const part of unread) say(`names neither a test nor a reason in "${part}"`);
    if (reason !== null && proofs.length === 0 && reason.length < 20) say('gives no real reason');
    if (proofs.length === 0 && reason === null && !open.has(number)) {
      say('has no test, no reason, and is not listed as open');
    }
    for (const { file, name } of proofs) {
      const names = namesIn(file);
      if (names === null) say(`names ${file}, which does not exist`);
      else if (!names.has(name)) say(`names "${name}", which is no test of ${file} that runs`);
    }
  }
  for (const number of open.keys()) {
    if (!times.has(number)) wrong.push(`row ${number} is open, but in no table`);
  }
  return wrong;
}
