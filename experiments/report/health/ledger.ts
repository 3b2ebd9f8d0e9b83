import type { Ledger } from '../../contract/report.ts';
import type { LedgerCounts } from '../counts/counts.ts';

/** The site's ledger with its sum: received = accepted + duplicate + rejected. */
export function ledgerOf({ accepted, duplicate, rejected, rejectsByCode }: LedgerCounts): Ledger {
  return {
    received: accepted + duplicate + rejected,
    accepted,
    duplicate,
    rejected,
    rejectsByCode: { ...rejectsByCode },
  };
}
