import type { FloodOutcome } from './flood.ts';
import type { DiskOutcome } from './full-disk.ts';
import type { KillOutcome } from './kills.ts';
import type { TwoOutcome } from './two-servers.ts';

/** What is measured, its figure, and what the figure must be. */
export type Row = readonly [what: string, figure: string, must: string];

export function killRows(outcome: KillOutcome, kills: number): readonly Row[] {
  const { figures } = outcome;
  return [
    ['kills survived', `${outcome.survived} (${outcome.duringCron} in the cron)`, String(kills)],
    ['requests sent', String(outcome.requests), ''],
    ['events sent', String(figures.sent), ''],
    ['events acknowledged', String(figures.acknowledged), ''],
    ['events stored', String(figures.stored), ''],
    ['stored, answer cut off', String(figures.unanswered), ''],
    ['repeats taken for what they are', String(figures.repeats), ''],
    ['acknowledged and lost', String(figures.lost), '0'],
    ['sent until answered and missing', String(figures.missing), '0'],
    ['rows twice', String(figures.twice), '0'],
    ['rows nobody sent', String(figures.invented), '0'],
    ['partial groups', String(figures.partial), '0'],
    ['ledger beside its rows, differences', String(figures.ledgerOff.length), '0'],
    ['deals left unbooked', String(figures.unbooked), '0'],
    [
      'rebuild from raw rows, differences',
      `${outcome.rebuilt.length} of ${outcome.statistics} rows`,
      '0',
    ],
    [
      'report beside a plain recount, differences',
      `${outcome.recounted.length} of ${outcome.counts} counts`,
      '0',
    ],
  ];
}

export function diskRows(outcome: DiskOutcome): readonly Row[] {
  const { events = 0, form = 0, hook = 0 } = outcome.refused;
  const mebibytes = Math.round(outcome.bytes / 1_048_576);
  return [
    [
      `full disk (${mebibytes} MB): answered 503`,
      `${events} events, ${form} forms, ${hook} hooks`,
      '',
    ],
    ['full disk: pages served with a variant', `${outcome.served} of ${outcome.pages}`, 'all'],
    ['full disk: events acknowledged', String(outcome.acknowledged), ''],
    ['full disk: acknowledged and lost', String(outcome.lost), '0'],
    ['full disk: taken once there is room', `${outcome.healed} requests`, ''],
  ];
}

export function floodRows(outcome: FloodOutcome): readonly Row[] {
  return [
    ['flood: signed messages, events', `${outcome.messages}, ${outcome.events}`, ''],
    ['flood: events lost', String(outcome.events - outcome.stored), '0'],
    ['flood: told to come again, and came', String(outcome.repeated), ''],
    [
      'flood: answered (50 at once)',
      `${outcome.perSecond.toFixed(0)} a second, 95 % within ${outcome.p95Ms.toFixed(0)} ms`,
      '',
    ],
  ];
}

export function twoRows(outcome: TwoOutcome): readonly Row[] {
  const { figures } = outcome;
  return [
    ['second npm start on one folder', 'refused', 'refused'],
    ['two servers by force: acknowledged, lost', `${figures.acknowledged}, ${figures.lost}`, '0'],
    ['two servers by force: partial, twice', `${figures.partial}, ${figures.twice}`, '0'],
  ];
}

/** The rows as lines of a table. */
export function tableOf(rows: readonly Row[]): readonly string[] {
  const wide = Math.max(...rows.map(([what]) => what.length));
  const middle = Math.max(...rows.map(([, figure]) => figure.length));
  return rows.map(([what, figure, must]) => {
    const end = must === '' ? '' : `  must be ${must}`;
    return `  ${what.padEnd(wide)}  ${figure.padStart(middle)}${end}`;
  });
}
