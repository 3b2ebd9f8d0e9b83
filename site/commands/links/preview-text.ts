import type { Catalog, CatalogLanding } from '#experiments/definition/catalog.ts';
import { combinationKey } from '#experiments/definition/combination.ts';
import { nearest } from '#experiments/definition/nearest.ts';
import { listText } from '#experiments/definition/problem.ts';
import { previewExperiments, previewList } from '#experiments/links/preview-choices.ts';
import { PREVIEW_PARAMETER } from '#experiments/links/preview-link.ts';
import type { Inability } from '../terminal.ts';
import { type SigningKey, signPreview } from './sign.ts';

/** Where the links lead and until when they work. */
export type PreviewFrame = {
  readonly origin: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly key: SigningKey;
};

/** Preview links as text: per landing every combination, or each variant of one experiment. */
export function previewLinksText(
  catalog: Pick<Catalog, 'experiments' | 'landings' | 'site'>,
  experimentId: string,
  frame: PreviewFrame,
): { readonly ok: true; readonly text: string } | Inability {
  const refusal = experimentId === '' ? null : refusalOf(catalog.experiments, experimentId);
  if (refusal !== null) return { ok: false, sentence: refusal };
  const blocks = catalog.landings.flatMap((landing) => {
    const experiments = previewExperiments(catalog, landing.path);
    const asked = experimentId === '' || experiments.some(({ id }) => id === experimentId);
    return asked ? [block(landing, catalog, { ...frame, experimentId })] : [];
  });
  const until = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: catalog.site.timeZone,
  }).format(frame.expiresAt);
  const end = `These links work until ${until} (${catalog.site.timeZone}) and are recorded nowhere. Whoever has one can see drafts.`;
  return { ok: true, text: [...blocks, end].join('\n\n') };
}

function block(
  landing: CatalogLanding,
  catalog: Pick<Catalog, 'experiments'>,
  { origin, expiresAt, key, experimentId }: PreviewFrame & { readonly experimentId: string },
): string {
  const experiments = previewExperiments(catalog, landing.path);
  const control = experiments.find(({ id }) => id === experimentId)?.variants[0]?.id ?? 'control';
  const lines = previewList(experiments, landing, experimentId || undefined).map((chosen) => {
    const choices = combinationKey(chosen);
    const token = signPreview(landing.path, { choices, expiresAt }, key);
    const isDraft = landing.draftKeys.includes(choices);
    const name = choices === '' ? control : `${choices}${isDraft ? ' (draft)' : ''}`;
    return `  ${name}\n    ${origin}${landing.path}?${PREVIEW_PARAMETER}=${token}`;
  });
  return [landing.path, ...lines].join('\n');
}

function refusalOf(experiments: Catalog['experiments'], id: string): string | null {
  const found = experiments.find((experiment) => experiment.id === id);
  if (found?.status === 'ended') return `${id} has ended: its variants are no longer built.`;
  if (found !== undefined) return null;
  const ids = experiments.filter(({ status }) => status !== 'ended').map((one) => one.id);
  const close = nearest(id, ids);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  const known = ids.length === 0 ? 'There is none yet.' : `There are ${listText(ids, 'and')}.`;
  return `There is no experiment "${id}".${hint} ${known}`;
}
