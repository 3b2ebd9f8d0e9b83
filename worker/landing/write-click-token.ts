import { clickPairs, clickQuery } from '#experiments/attribution/click-pairs.ts';
import { CLICK_ROOM } from '#experiments/contract/slot-name.ts';
import type { View } from '#experiments/contract/token.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { writeViewToken } from './write-view-token.ts';

/**
 * The token of a view with the click ids of its address, so that a form knows them whose visitor
 * allows their use for ads only there. In a slot that is too narrow for them they are left out.
 */
export async function writeClickToken(
  view: View,
  slot: {
    readonly unitId: string;
    /** Without "?". */
    readonly query: string;
    readonly width: number;
    readonly keys: Keyring;
  },
): Promise<string> {
  const { unitId, query, width, keys } = slot;
  const clicks = query === '' ? '' : clickQuery(clickPairs(query), CLICK_ROOM);
  if (clicks !== '') {
    const token = await writeViewToken({ ...view, q: clicks }, unitId, keys);
    if (token.length <= width) return token;
  }
  return writeViewToken(view, unitId, keys);
}
