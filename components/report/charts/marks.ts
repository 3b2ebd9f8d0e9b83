import type { Markish } from '@observablehq/plot';
import type { Timeline } from '#experiments/contract/timeline.ts';
import type { Plot } from './plot-parts.ts';
import { dayStart } from './time-axis.ts';

/** A note on the axis of time, under its number in the list below the charts. */
export type NumberedNote = { readonly number: number; readonly day: string; readonly text: string };

/** Above this many a line per epoch would be all there is to see, as while a bandit runs. */
const MOST_EPOCHS = 12;

/** What happened: a dashed line where traffic shares changed, a number for every note. */
export function happenings(
  plot: Plot,
  { epochs }: Pick<Timeline, 'epochs'>,
  notes: readonly NumberedNote[],
): readonly Markish[] {
  const shown = epochs.length <= MOST_EPOCHS ? epochs : [];
  return [
    plot.ruleX(shown, {
      x: ({ day }: { day: string }) => dayStart(day),
      stroke: 'var(--muted)',
      strokeDasharray: '2 4',
    }),
    plot.text(notes, {
      x: ({ day }: NumberedNote) => dayStart(day),
      text: ({ number }: NumberedNote) => `${number}`,
      frameAnchor: 'top',
      dy: -12,
      fontWeight: 700,
      fill: 'var(--accent)',
    }),
  ];
}
