import { insertExport } from '../store/uploads/exports.ts';
import { type KnownExport, settleExport } from '../store/uploads/read-exports.ts';
import { changeStates, type StateChange } from '../store/uploads/uploads.ts';
import { messageOf, newExportId } from './make-exports.ts';
import type { Verdict } from './senders/verdict.ts';

/**
 * What is written after a platform has answered: which rows it has, which it refused, and what is
 * sent again. Where it refused all and did not say which row was at fault, the rows go again in two
 * halves, until the one that poisons the rest stands alone: 1,000 rows take 11 rounds.
 */
export function settlementOf(
  db: D1Database,
  known: KnownExport,
  given: {
    readonly verdict: Exclude<Verdict, { kind: 'later' }>;
    /** In the order of the request. */
    readonly uploadIds: readonly number[];
    readonly now: number;
  },
): readonly D1PreparedStatement[] {
  const { verdict, uploadIds, now } = given;
  const change = (changes: readonly StateChange[]) =>
    changeStates(db, changes, {
      from: ['queued'],
      now,
      exportId: known.exportId,
      run: crypto.randomUUID(),
    });
  if (verdict.kind === 'taken') {
    const { refused, requestId = null } = verdict;
    // Who tells later has not accepted anything yet.
    const state = requestId === null ? 'accepted' : 'sent';
    return [
      ...change(
        uploadIds.map((uploadId, row): StateChange => {
          const reason = refused.get(row) ?? null;
          return { uploadId, state: reason === null ? state : 'failed', reason };
        }),
      ),
      settleExport(db, known.exportId, {
        state: requestId === null ? 'accepted' : 'taken',
        answer: refused.size === 0 ? null : `${refused.size} of ${uploadIds.length} refused`,
        requestId,
        now: requestId === null ? now : null,
      }),
    ];
  }
  const alone = uploadIds.length === 1 ? new Map([[0, verdict.why]]) : verdict.rows;
  const rest = uploadIds.filter((_, row) => !alone?.has(row));
  const half = Math.ceil(rest.length / 2);
  const parts = alone === null ? [rest.slice(0, half), rest.slice(half)] : [rest];
  const again = parts.filter((part) => part.length > 0);
  return [
    ...change(
      uploadIds.flatMap((uploadId, row): readonly StateChange[] => {
        const reason = alone?.get(row);
        return reason === undefined ? [] : [{ uploadId, state: 'failed', reason }];
      }),
    ),
    settleExport(db, known.exportId, {
      state: again.length === 0 ? 'refused' : 'split',
      answer: verdict.why,
      now,
    }),
    ...again.flatMap((part) => sentAgain(db, known, { uploadIds: part, now })),
  ];
}

function sentAgain(
  db: D1Database,
  known: KnownExport,
  { uploadIds, now }: { readonly uploadIds: readonly number[]; readonly now: number },
): readonly D1PreparedStatement[] {
  const exportId = newExportId();
  const fileName = known.fileName.replace(/-[0-9a-f]{6}\.json$/, `-${exportId.slice(0, 6)}.json`);
  return [
    ...insertExport(
      db,
      { ...known, exportId, fileName, createdAt: now },
      { uploadIds, from: ['queued'], state: 'queued', run: crypto.randomUUID() },
    ),
    messageOf(db, exportId, known.platform, now),
  ];
}
