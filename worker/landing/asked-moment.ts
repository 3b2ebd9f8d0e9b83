import { momentSchema, placeMoment } from '#experiments/definition/time/moment.ts';
import { MOMENT_PARAMETER } from '#experiments/links/preview-link.ts';

/** The moment that an address asks to see, in epoch milliseconds; null for none or no moment. */
export function askedMoment(url: URL, timeZone: string): number | null {
  const asked = momentSchema.safeParse(url.searchParams.get(MOMENT_PARAMETER)?.trim());
  return asked.success ? placeMoment(asked.data, timeZone).at : null;
}
