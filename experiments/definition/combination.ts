import type { Experiment, Variant } from './experiment.ts';

/** Chosen treatment of one experiment on a page; control and unassigned are left out. */
export type Choice = { readonly experimentId: string; readonly variantId: string };

/**
 * The name of a static page of a landing: treatments that change content, in catalog order,
 * `crm-form.short~crm-headline.outcome`. The control page has the empty key.
 */
export function combinationKey(choices: readonly Choice[]): string {
  return choices.map((choice) => `${choice.experimentId}.${choice.variantId}`).join('~');
}

/** Hidden path of a combination: `/_v/{key}/crm/`; the control page keeps the public path. */
export function combinationPath(key: string, landingPath: string): string {
  return key === '' ? landingPath : `/_v/${key}${landingPath}`;
}

/** Whether a variant needs a page of its own: an A/A treatment does not. */
export function changesContent(variant: Variant): boolean {
  return variant.page !== undefined || Object.keys(variant.change ?? {}).length > 0;
}

/** Every combination of one landing's experiments, the control first: 2 × 3 variants give six. */
export function combinations(
  experiments: readonly Pick<Experiment, 'id' | 'variants'>[],
): readonly (readonly Choice[])[] {
  return experiments.reduce<readonly (readonly Choice[])[]>(
    (soFar, experiment) => {
      const treatments = experiment.variants.slice(1).filter(changesContent);
      return soFar.flatMap((choices) => [
        choices,
        ...treatments.map((variant) => [
          ...choices,
          { experimentId: experiment.id, variantId: variant.id },
        ]),
      ]);
    },
    [[]],
  );
}
