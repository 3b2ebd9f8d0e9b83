import type { Decision, Verdict } from '../../contract/decision.ts';

/**
 * The experiment's decision from the verdicts on its treatments, control excluded: a winner first,
 * then a lead, then what forbids one. `worse` only when all are; `no-difference` when every
 * treatment is settled and none won; else `undecided`, with the longest wait.
 */
export function overall(verdicts: readonly Verdict[]): Decision {
  const find = <Kind extends Verdict['kind']>(kind: Kind) =>
    verdicts.find((verdict): verdict is Extract<Verdict, { kind: Kind }> => verdict.kind === kind);
  const leading = find('better') ?? find('ahead');
  if (leading) return leading;
  const withheld = find('withheld');
  if (
    withheld?.reason === 'guardrail-failed' ||
    verdicts.every(({ kind }) => kind === 'withheld')
  ) {
    return withheld ?? { kind: 'no-data' };
  }
  const settled = verdicts.every(({ kind }) => kind === 'worse' || kind === 'no-difference');
  const flat = find('no-difference');
  const worse = find('worse');
  if (settled && flat) return flat;
  if (settled && worse) return worse;
  const waits = verdicts.flatMap((verdict) =>
    verdict.kind === 'undecided' ? [verdict.daysLeft] : [],
  );
  const known = waits.filter((days) => days !== null);
  return {
    kind: 'undecided',
    daysLeft: known.length > 0 && known.length === waits.length ? Math.max(...known) : null,
  };
}
