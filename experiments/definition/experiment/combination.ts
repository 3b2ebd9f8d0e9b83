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

/** The variant of each experiment that a page shows: the control where its key names none. */
export function variantsOf(
  key: string,
  experiments: readonly Pick<Experiment, 'id' | 'variants'>[],
): Readonly<Record<string, string>> {
  const chosen = key.split('~').map((choice) => choice.split('.'));
  return Object.fromEntries(
    experiments.map(({ id, variants }) => [
      id,
      chosen.find(([experimentId]) => experimentId === id)?.[1] ?? variants[0]?.id ?? '',
    ]),
  );
}

/** Whether a variant needs a page of its own: an A/A treatment does not. */
export function changesContent(variant: Variant): boolean {
  return (
    variant.page !== undefined ||
    variant.component !== undefined ||
    Object.keys(variant.change ?? {}).length > 0
  );
}

/** What of an experiment decides about combinations. */
export type Combined = Pick<Experiment, 'id' | 'variants' | 'group'>;

/**
 * Every combination of one landing's experiments, the control first: 2 × 3 variants give six. Of a
 * group at most one experiment is in a combination, as no visitor is in two of them.
 */
export function combinations(experiments: readonly Combined[]): readonly (readonly Choice[])[] {
  return experiments.reduce<readonly (readonly Choice[])[]>(
    (soFar, experiment) => {
      const { id: experimentId, variants, group } = experiment;
      const mates = experiments.filter((other) => group !== undefined && other.group === group);
      const treatments = variants.slice(1).filter(changesContent);
      return soFar.flatMap((choices) => {
        const taken = choices.some((choice) => mates.some(({ id }) => id === choice.experimentId));
        return taken
          ? [choices]
          : [
              choices,
              ...treatments.map(({ id: variantId }) => [...choices, { experimentId, variantId }]),
            ];
      });
    },
    [[]],
  );
}
