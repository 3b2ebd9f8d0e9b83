import type { Audience } from '../definition/experiment.ts';

/** What is known of a visitor before assignment; nothing here can depend on the variant. */
export type VisitorFacts = {
  readonly device: 'mobile' | 'tablet' | 'desktop';
  /** ISO 3166-1 alpha-2, '' when unknown. */
  readonly country: string;
  readonly returning: boolean;
};

/** Whether a visitor belongs to an experiment's audience; an empty audience is everybody. */
export function inAudience(audience: Audience, facts: VisitorFacts): boolean {
  if (audience.device && !audience.device.includes(facts.device)) return false;
  if (audience.country && !audience.country.includes(facts.country)) return false;
  if (audience.returning !== undefined && audience.returning !== facts.returning) return false;
  return true;
}
