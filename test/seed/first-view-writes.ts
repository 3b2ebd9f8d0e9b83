import { BOT_RULES_VERSION, excludingBits } from '#experiments/bots/rules.ts';
import type { Write } from './rows.ts';
import { type DemoState, STATES } from './states.ts';

/** Share of people whose scripts are blocked, the same for every variant. */
const SILENT = 0.06;
/** Share of shown pages that meet an error, of some browser's extension. */
const ERRING = 0.002;

/**
 * How far the first views of the new visitors behind these exposures came, as the Worker would have
 * counted them: some never report, and where a state loses visitors they were assigned all the same.
 */
export function firstViewWrites(writes: readonly Write[]): readonly Write[] {
  const first = writes.filter(({ table, row }) => table === 'exposures' && row.is_returning === 0);
  const groups = Map.groupBy(first, ({ row }) =>
    [row.experiment_id, row.fingerprint, row.variant_id, row.epoch, flaggedOf(row)].join(' '),
  );
  return [...groups.values()].flatMap(([one, ...others]) => {
    if (!one) return [];
    const exposed = 1 + others.length;
    const { experiment_id, fingerprint, variant_id, epoch, day } = one.row;
    const lost = states.find(({ experimentId }) => experimentId === experiment_id)?.lost;
    const shown = (1 - SILENT) * (1 - (lost?.[`${variant_id}`] ?? 0));
    const views = {
      assigned: Math.round(exposed / shown),
      exposed,
      rendered: exposed,
      interactive: Math.round(exposed * 0.97),
      error: Math.round(exposed * ERRING),
    };
    return Object.entries(views).map(([stage, count]) => ({
      table: 'first_views',
      at: one.at,
      row: {
        ...{ experiment_id, fingerprint, variant_id, epoch, day, stage },
        flagged: flaggedOf(one.row),
        views: count,
      },
    })) as readonly Write[];
  });
}

const LEFT_OUT = excludingBits({ rules: BOT_RULES_VERSION, also: [], keep: [] });
const states: readonly DemoState[] = Object.values(STATES);

function flaggedOf({ bot_reasons }: Write['row']): 0 | 1 {
  return (Number(bot_reasons) & LEFT_OUT) === 0 ? 0 : 1;
}
