import type { Catalog, CatalogLanding } from '#experiments/definition/catalog/catalog.ts';
import { combinationKey } from '#experiments/definition/experiment/combination.ts';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
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

/** Most pages per ad group of a landing whose links are printed without being asked for. */
const MOST_VERSIONS = 3;

/**
 * Preview links as text: per landing every combination, each variant of one experiment, or one page
 * named by its path. Where a landing has many pages per ad group, it says how to get those of one.
 */
export function previewLinksText(
  catalog: Pick<Catalog, 'experiments' | 'landings' | 'site'>,
  name: string,
  frame: PreviewFrame,
): { readonly ok: true; readonly text: string } | Inability {
  const isPath = name.startsWith('/');
  const refusal = isPath ? unknownPage(catalog, name) : refusalOf(catalog.experiments, name);
  if (refusal !== null) return { ok: false, sentence: refusal };
  const experimentId = isPath ? '' : name;
  const asked = catalog.landings.filter(({ path }) =>
    isPath
      ? path === name
      : name === '' || previewExperiments(catalog, path).some(({ id }) => id === name),
  );
  const versionsOf = (path: string) => asked.filter(({ parent }) => parent === path);
  const isListed = ({ parent }: CatalogLanding) =>
    isPath || parent === undefined || versionsOf(parent).length <= MOST_VERSIONS;
  const parents = new Set(asked.filter((one) => !isListed(one)).map(({ parent = '' }) => parent));
  const blocks = [
    ...asked.filter(isListed).map((one) => block(one, catalog, { ...frame, experimentId })),
    ...[...parents].map((path) => {
      const versions = versionsOf(path);
      return `${versions.length} pages per ad group below ${path}: name one for its links, for example npm run links -- --preview ${versions[0]?.path}`;
    }),
  ];
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

function unknownPage({ landings }: Pick<Catalog, 'landings'>, path: string): string | null {
  const paths = landings.map((landing) => landing.path);
  if (paths.includes(path)) return null;
  const close = nearest(path, paths);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  const own = landings.filter(({ parent }) => parent === undefined).map((one) => one.path);
  return `No page is at ${path}.${hint} There are ${listText(own, 'and')}, and the pages below them.`;
}

function refusalOf(experiments: Catalog['experiments'], id: string): string | null {
  if (id === '') return null;
  const found = experiments.find((experiment) => experiment.id === id);
  if (found?.status === 'ended') return `${id} has ended: its variants are no longer built.`;
  if (found !== undefined) return null;
  const ids = experiments.filter(({ status }) => status !== 'ended').map((one) => one.id);
  const close = nearest(id, ids);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  const known = ids.length === 0 ? 'There is none yet.' : `There are ${listText(ids, 'and')}.`;
  return `There is no experiment "${id}".${hint} ${known}`;
}
