import type { Inability } from '../terminal.ts';
import type { OpenPage } from './open-page.ts';
import { type FilePuts, variantChange, type Wording } from './puts.ts';

/** The wording as a further variant of a draft; all variants then have the same weight. */
export function newVariant(
  open: OpenPage,
  wording: Wording,
  experimentId: string,
): FilePuts | Inability {
  const experiment = open.compiled.catalog.experiments.find(({ id }) => id === experimentId);
  const source = open.sources.experiments.find(({ stem }) => stem === experimentId);
  if (experiment?.status !== 'draft' || source === undefined) {
    return { ok: false, sentence: `${experimentId} is no draft: it takes no further variant.` };
  }
  const change = variantChange(open, wording);
  if (!change.ok) return change;
  const { variants } = experiment;
  const count = variants.length + 1;
  const weight = Math.floor(10_000 / count);
  const taken = variants.map(({ id }) => id);
  let number = count;
  while (taken.includes(`variant-${number}`)) number += 1;
  const added = {
    id: `variant-${number}`,
    weightBp: weight,
    change: { [change.key]: change.whole },
  };
  return {
    ok: true,
    file: source.file,
    puts: [
      ...variants.map((_, index) => ({
        path: ['variants', index, 'weightBp'],
        value: index === 0 ? 10_000 - weight * (count - 1) : weight,
      })),
      { path: ['variants', variants.length], value: added },
    ],
  };
}
