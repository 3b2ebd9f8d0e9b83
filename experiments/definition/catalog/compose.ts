import { applyChange, type ChangeFault, mergedChange } from '../experiment/change.ts';
import type { Experiment, Variant } from '../experiment/experiment.ts';
import type { Problem } from '../faults/problem.ts';
import { type Landing, landingSchema } from '../landing/landing.ts';
import type { Sourced } from './definitions.ts';
import { parse } from './parse.ts';

/** A variant with the experiment that it belongs to. */
export type Shown = { readonly experiment: Sourced<Experiment>; readonly variant: Variant };

export type Composed =
  | {
      readonly ok: true;
      readonly landing: Landing;
      /** Where the content comes from: the landing's own path, or that of the page shown instead. */
      readonly from: string;
    }
  | {
      readonly ok: false;
      /** What does not fit in the changes. */
      readonly faults: readonly ChangeFault[];
      /** What does not fit in the landing's own file. */
      readonly problems: readonly Problem[];
    };

type ByVariant = WeakMap<Variant, Composed>;
const composed = new WeakMap<readonly Sourced<Landing>[], WeakMap<Sourced<Landing>, ByVariant>>();

/** `compose` with one variant, once for all the checks that ask: a pattern may name a thousand pages. */
export function composeAlone(
  landing: Sourced<Landing>,
  shown: Shown,
  landings: readonly Sourced<Landing>[],
): Composed {
  const byLanding = composed.get(landings) ?? new WeakMap<Sourced<Landing>, ByVariant>();
  const byVariant = byLanding.get(landing) ?? new WeakMap<Variant, Composed>();
  const result = byVariant.get(shown.variant) ?? compose(landing, [shown], landings);
  byVariant.set(shown.variant, result);
  composed.set(landings, byLanding.set(landing, byVariant));
  return result;
}

/**
 * What a landing shows with these variants, each of an experiment of its own: another landing's
 * control where one is a page, else its own body as drawn for them, with all their changes.
 */
export function compose(
  landing: Sourced<Landing>,
  shown: readonly Shown[],
  landings: readonly Sourced<Landing>[],
): Composed {
  const page = shown.find(({ variant }) => variant.page !== undefined)?.variant.page;
  const base = page === undefined ? landing : landings.find(({ value }) => value.path === page);
  if (base === undefined) return { ok: false, faults: [], problems: [] };
  if (page !== undefined) {
    // Whether search engines may list the address is for the landing to say that has it.
    return { ok: true, landing: { ...base.value, index: landing.value.index }, from: page };
  }
  const components = shown.filter(({ variant }) => variant.component !== undefined);
  const content = withComponents(base, components);
  if (!content.ok) return { ok: false, faults: [], problems: content.problems };
  const change = mergedChange(shown.map(({ variant }) => variant.change ?? {}));
  // Most pages of a site are controls: what is valid already is not read again.
  if (Object.keys(change).length === 0) {
    return { ok: true, landing: content.value, from: landing.value.path };
  }
  const changed = applyChange(content.value, change);
  return changed.ok
    ? { ok: true, landing: changed.landing, from: landing.value.path }
    : { ok: false, faults: changed.faults, problems: [] };
}

function withComponents({ source, value }: Sourced<Landing>, components: readonly Shown[]) {
  if (components.length === 0 || source.withVariants === undefined) {
    return { ok: true as const, value };
  }
  const chosen = components.map(({ experiment, variant }) => [experiment.value.id, variant.id]);
  return parse(landingSchema, source.withVariants(Object.fromEntries(chosen)));
}
