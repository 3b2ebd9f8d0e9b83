import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import type { Metric, MetricSource } from '#experiments/definition/metric/metric.ts';
import { counts } from '#experiments/definition/metric/metric-names.ts';
import type { Words } from '#experiments/words/words.ts';
import type { ImageFiles } from '../ui/image-files.ts';

/** What every part of a landing page may need to know of the page that it stands on. */
export type PageContext = {
  /** Name of the site, as visitors read it. */
  readonly brand: string;
  /** Key of the combination; `''` on the control page. */
  readonly combination: string;
  /** Empty token slot, as wide as the page's token. */
  readonly slot: string;
  readonly metrics: readonly Metric[];
  readonly legal: readonly { readonly label: string; readonly href: string }[];
  /** Address of the page of choices. */
  readonly choices?: string;
  /** Version of what is asked where nothing is stored before a yes; undefined where nobody is asked. */
  readonly asks?: string | undefined;
  /** IANA zone of the page's times; UTC when it is left out. */
  readonly timeZone?: string;
  /** Language of the page, as BCP 47. */
  readonly lang: string;
  /** What layouts and sections write by themselves, in that language. */
  readonly words: Words;
  /** ISO 4217 code of amounts that name no other. */
  readonly currency: string;
  /** Public key of Turnstile, where site.yaml sets it up. */
  readonly turnstileKey?: string | undefined;
  /** Pictures beside the page's content. */
  readonly images?: ImageFiles;
  /** Compiled texts of .mdx landings that stand on the page, by the name of the part. */
  readonly bodies?: Readonly<Record<string, AstroComponentFactory>>;
};

/**
 * Ids of the metrics that count a named element or form, space-separated as the tracker reads
 * them; undefined when none does, so that the attribute is left out.
 */
export function metricIds(
  metrics: readonly Metric[],
  source: MetricSource,
  match: string | undefined,
): string | undefined {
  const ids = metrics
    .filter((metric) => metric.source === source && counts(metric, match))
    .map(({ id }) => id);
  return ids.length === 0 ? undefined : ids.join(' ');
}
