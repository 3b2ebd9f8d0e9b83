import type { OpenPage } from './open-page.ts';

/** Where a new wording can go. */
export type EditTarget = {
  /** `page`, `crm-proof.heating`, `new:crm-proof` or `experiment`. */
  readonly id: string;
  readonly label: string;
};

/** Every place that a text of the page can be written to: the page, drafts, a new experiment. */
export function targetsOf({ compiled, path, file }: OpenPage): readonly EditTarget[] {
  const drafts = compiled.catalog.experiments.filter(
    ({ status, landings }) => status === 'draft' && landings.includes(path),
  );
  return [
    { id: 'page', label: `This page (${file?.file ?? 'made from a table'})` },
    ...drafts.flatMap(({ id, variants }) => [
      ...variants
        .slice(1)
        .filter((variant) => variant.page === undefined)
        .map((variant) => ({ id: `${id}.${variant.id}`, label: `Variant ${id}.${variant.id}` })),
      { id: `new:${id}`, label: `A new variant of ${id}` },
    ]),
    { id: 'experiment', label: 'A new experiment' },
  ];
}

/** The draft variant that is looked at, else the page. */
export function usualTarget(open: OpenPage): string {
  const shown = open.page.draft ? open.page.key : '';
  return targetsOf(open).some(({ id }) => id === shown) ? shown : 'page';
}
