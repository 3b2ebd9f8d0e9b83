import * as z from 'zod';
import type { MeasuredReport } from '#experiments/planning/measured.ts';
import type { Inability } from '../terminal.ts';

// Only what is read here, and open for more: a site may run an older or newer build.
const measuredReportSchema = z.object({
  unit: z.enum(['visitor', 'day', 'view']).nullable(),
  variants: z.array(z.object({ variant: z.string() })),
  epochs: z.array(z.object({ epoch: z.int(), allocationBp: z.int() })),
  daily: z.array(
    z.object({
      day: z.string(),
      epoch: z.int(),
      visitors: z.array(z.int()),
      converted: z.record(z.string(), z.array(z.int())),
    }),
  ),
});

/** A running site. */
export type Site = { readonly origin: string; readonly key: string | undefined };

/** What one site says of one experiment. `unknown`: it runs a build without it. */
export type ReadReport =
  | { readonly ok: true; readonly report: MeasuredReport }
  | { readonly ok: true; readonly report: null };

const LONGEST_WAIT = 10_000;

/**
 * The report of an experiment from a running site, null when that site does not know it. Refuses a
 * site that does not answer, does not let us in, or says something else.
 */
export async function readReport(site: Site, id: string): Promise<ReadReport | Inability> {
  const url = new URL(`/report/api/experiments/${id}.json`, site.origin);
  const headers = { Authorization: `Bearer ${site.key ?? ''}` };
  const signal = AbortSignal.timeout(LONGEST_WAIT);
  try {
    // A redirect would carry the key to another address.
    const response = await fetch(url, { headers, redirect: 'error', signal });
    if (response.status === 404) return { ok: true, report: null };
    if (response.status === 401 || response.status === 403) return refuse(closed(site));
    if (!response.ok) {
      return refuse(
        `${site.origin} answered ${response.status} for ${url.pathname}: try again later.`,
      );
    }
    const report = measuredReportSchema.safeParse(await response.json());
    if (report.success) return { ok: true, report: report.data };
    return refuse(`${url.href} is no report of this product: ${z.prettifyError(report.error)}`);
  } catch (error) {
    return refuse(`${site.origin} does not answer (${causeOf(error)}).`);
  }
}

function closed({ origin, key }: Site): string {
  return key === undefined
    ? `The report of ${origin} is closed and there is no TRUELIFT_REPORT_KEY: set it in the environment or in .dev.vars.`
    : `The report of ${origin} does not accept TRUELIFT_REPORT_KEY: set that site's key in the environment.`;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? error.message;
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });
