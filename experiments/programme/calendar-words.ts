import type { Slot, Unplaced } from './calendar.ts';
import type { EndReason } from './running-end.ts';

/** What stands beside a time in the calendar: why it ends then, or what it waits for. */
export function slotNote({ end, after }: Slot): string {
  if (end !== null) return ENDS[end];
  return after.length === 0
    ? 'Nothing is in its way.'
    : `Waits for ${named(after)}, with which it cannot run.`;
}

/** Why a draft has no place. */
export function unplacedNote({ reason, after }: Unplaced): string {
  return reason === 'not-planned'
    ? 'It cannot be planned yet: the queue says why.'
    : `It cannot run beside ${named(after)}, and nobody knows when that ends.`;
}

const ENDS: Readonly<Record<EndReason, string>> = {
  planned: 'Its planned visitors are in by then at the present pace.',
  dated: 'Its file ends it then.',
  decided: 'Decided: it can end now.',
  overdue: 'Its planned visitors should be in by now: end it, or plan anew.',
  paused: 'Paused: no end before it is resumed.',
  'no-visitors': 'No visitors yet, so no end can be told.',
  'no-plan': 'It has no planned number of visitors, so no end can be told.',
  'no-traffic': 'Its traffic cannot be measured, so no end can be told.',
};

function named(ids: readonly string[]): string {
  return ids.map((id) => `“${id}”`).join(' and ');
}
