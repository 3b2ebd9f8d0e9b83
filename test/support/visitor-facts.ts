import type { VisitorFacts } from '#experiments/assignment/eligibility.ts';

/** A new visitor on a German phone who came without any parameter, with some facts replaced. */
export function visitorFacts(other: Partial<VisitorFacts> = {}): VisitorFacts {
  return {
    device: 'mobile',
    country: 'DE',
    returning: false,
    language: 'de-de',
    query: new Map(),
    times: new Map(),
    ...other,
  };
}
