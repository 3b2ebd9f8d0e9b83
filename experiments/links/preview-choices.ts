import { areGroupMates } from '../assignment/group.ts';
import type { Catalog, CatalogExperiment, CatalogLanding } from '../definition/catalog/catalog.ts';
import {
  type Choice,
  changesContent,
  combinationKey,
} from '../definition/experiment/combination.ts';

/** The experiments that a preview of a landing can show, in catalog order: running ones and drafts. */
export function previewExperiments(
  { experiments }: Pick<Catalog, 'experiments'>,
  landingPath: string,
): readonly CatalogExperiment[] {
  return experiments.filter(
    ({ status, landings }) => status !== 'ended' && landings.includes(landingPath),
  );
}

/**
 * The treatments that a text names (`crm-form.short~crm-headline.control`), in catalog order;
 * a control is what shows anyway and is left out. Null when it names something that is not there, or
 * one experiment twice.
 */
export function readChoices(
  text: string,
  experiments: readonly CatalogExperiment[],
): readonly Choice[] | null {
  const named = new Map<string, string>();
  for (const part of text === '' ? [] : text.split('~')) {
    const [experimentId = '', variantId = '', more] = part.split('.');
    const experiment = experiments.find(({ id }) => id === experimentId);
    const known = experiment?.variants.some(({ id }) => id === variantId);
    if (!known || more !== undefined || named.has(experimentId)) return null;
    named.set(experimentId, variantId);
  }
  return treatments(named, experiments);
}

/** Key of the page that shows these treatments; null when the build has no such page. */
export function pageKeyOf(
  choices: readonly Choice[],
  experiments: readonly CatalogExperiment[],
  landing: Pick<CatalogLanding, 'combinationKeys' | 'draftKeys'>,
): string | null {
  const key = combinationKey(
    choices.filter(({ experimentId, variantId }) =>
      experiments
        .find(({ id }) => id === experimentId)
        ?.variants.some((variant) => variant.id === variantId && changesContent(variant)),
    ),
  );
  const known =
    key === '' || landing.combinationKeys.includes(key) || landing.draftKeys.includes(key);
  return known ? key : null;
}

/** A variant that a preview can switch to. */
export type PreviewSwitch = {
  readonly variantId: string;
  /** Whether it is what shows. */
  readonly current: boolean;
  /** What to show then; null when no page shows this variant. */
  readonly choices: readonly Choice[] | null;
  /** Whether the other experiments go back to their control, because no page shows both. */
  readonly alone: boolean;
};

/** Per experiment and variant, what a switch to it from `choices` shows. */
export function previewSwitches(
  choices: readonly Choice[],
  experiments: readonly CatalogExperiment[],
  landing: CatalogLanding,
): readonly {
  readonly experiment: CatalogExperiment;
  readonly switches: readonly PreviewSwitch[];
}[] {
  return experiments.map((experiment) => {
    const control = experiment.variants[0]?.id ?? '';
    // No visitor is in two experiments of a group: a switch to one's treatment leaves the others.
    const mates = experiments
      .filter((other) => areGroupMates(other, experiment))
      .map(({ id }) => id);
    const shown =
      choices.find(({ experimentId }) => experimentId === experiment.id)?.variantId ?? control;
    const switches = experiment.variants.map(({ id: variantId }) => {
      const chosen = new Map(
        choices
          .filter(({ experimentId }) => variantId === control || !mates.includes(experimentId))
          .map((one) => [one.experimentId, one.variantId]),
      );
      const together = treatments(chosen.set(experiment.id, variantId), experiments);
      const alone = treatments(new Map([[experiment.id, variantId]]), experiments);
      const possible = [together, alone].find(
        (candidate) => pageKeyOf(candidate, experiments, landing) !== null,
      );
      return {
        variantId,
        current: variantId === shown,
        choices: possible ?? null,
        alone: possible === alone && combinationKey(alone) !== combinationKey(together),
      };
    });
    return { experiment, switches };
  });
}

/**
 * Everything that a landing can show, the control first: each static page once. With an experiment
 * named, its variants one by one with the others at control, also those of an A/A.
 */
export function previewList(
  experiments: readonly CatalogExperiment[],
  landing: CatalogLanding,
  experimentId?: string,
): readonly (readonly Choice[])[] {
  const one = experiments.find(({ id }) => id === experimentId);
  const texts =
    one === undefined
      ? ['', ...landing.combinationKeys, ...landing.draftKeys]
      : one.variants.map((variant) => `${one.id}.${variant.id}`);
  return texts
    .flatMap((text) => [readChoices(text, experiments) ?? []])
    .filter((choices) => pageKeyOf(choices, experiments, landing) !== null);
}

function treatments(
  chosen: ReadonlyMap<string, string>,
  experiments: readonly CatalogExperiment[],
): readonly Choice[] {
  return experiments.flatMap(({ id: experimentId, variants }) => {
    const variantId = chosen.get(experimentId);
    return variantId === undefined || variantId === variants[0]?.id
      ? []
      : [{ experimentId, variantId }];
  });
}
