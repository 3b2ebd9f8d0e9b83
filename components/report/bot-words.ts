import type { BotReason } from '#experiments/bots/reasons.ts';
import type { BotReading, BotsReport } from '#experiments/contract/bots.ts';
import type { ReportFormat } from './format.ts';

/** What each stored reason means, for whoever reads the report. */
export const BOT_REASON_WORDS: Readonly<Record<BotReason, string>> = {
  'no-user-agent': 'Sent no name of a browser',
  'known-bot': 'Gave the name of a known program',
  'no-language': 'Sent no language',
  'no-navigation': 'Did not ask for it as a page',
  headless: 'A browser without a window',
  prefetch: 'Asked ahead of a visit',
  contradiction: 'Said two things that no browser says together',
  datacentre: 'Came from a data centre',
  'network-says-bot': 'Cloudflare is sure that it is automated',
};

/** The name of a set of rules. */
export function readingName({ rules, version }: BotReading): string {
  switch (rules) {
    case 'everybody':
      return 'Nobody left out';
    case 'version':
      return `Rules ${version}`;
    case 'site':
      return `Rules ${version}, as site.yaml changes them`;
    case 'every-reason':
      return 'Whoever has any reason left out';
    default:
      return rules satisfies never;
  }
}

/** What leaving programs out does, in a sentence. */
export function botsSummary(
  { readings }: Pick<BotsReport, 'readings'>,
  format: ReportFormat,
): string {
  const used = readings.find(({ inUse }) => inUse);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const left = total(used?.leftOut ?? []);
  const all = left + total(used?.visitors ?? []);
  if (all === 0) return 'Nobody has come yet.';
  if (left === 0) return `None of ${format.count(all)} was taken for a program.`;
  return `${format.count(left)} of ${format.count(all)} (${format.rate(left / all)}) were taken for programs by the request with which they came, and are in no rate above.`;
}
