import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { combinationKey } from '#experiments/definition/experiment/combination.ts';
import { previewExperiments, previewList } from '#experiments/links/preview-choices.ts';
import { PREVIEW_PARAMETER } from '#experiments/links/preview-link.ts';
import { writePreviewToken } from '../landing/preview-token.ts';
import { keyring } from '../visitor/keyring.ts';

/** Links that show each variant of an experiment on one of its landings. */
export type LandingPreviews = {
  /** Public path. */
  readonly path: string;
  readonly links: readonly { readonly variantId: string; readonly href: string }[];
};

export type PreviewLinks = {
  /** Epoch milliseconds from which on the links show the ordinary page. */
  readonly expiresAt: number;
  readonly landings: readonly LandingPreviews[];
  /** How many further landings the experiment has. */
  readonly more: number;
};

/** Long enough to pass a link on, short enough for a report that is open again tomorrow. */
const LASTS_MS = 7 * 86_400_000;
const MOST_LANDINGS = 10;

/**
 * Signed links to every variant of an experiment that is not ended, drafts too, made anew for each
 * reader. Null without a signing key, and where no page shows it.
 */
export async function previewLinks(
  catalog: Catalog,
  experimentId: string,
  { signingKeys, now }: { readonly signingKeys: string | undefined; readonly now: number },
): Promise<PreviewLinks | null> {
  const keys = await keyring(signingKeys, 'HMAC');
  const experiment = catalog.experiments.find(({ id }) => id === experimentId);
  if (!keys || !experiment || experiment.status === 'ended') return null;
  const expiresAt = now + LASTS_MS;
  const all = catalog.landings.filter(({ path }) => experiment.landings.includes(path));
  const landings = await Promise.all(
    all.slice(0, MOST_LANDINGS).map(async (landing) => {
      const shown = previewList(previewExperiments(catalog, landing.path), landing, experimentId);
      const links = await Promise.all(
        shown.map(async (chosen) => {
          const choices = combinationKey(chosen);
          const token = await writePreviewToken(landing.path, { choices, expiresAt }, keys);
          const own = chosen.find((choice) => choice.experimentId === experimentId);
          const variantId = own?.variantId ?? experiment.variants[0]?.id ?? '';
          return { variantId, href: `${landing.path}?${PREVIEW_PARAMETER}=${token}` };
        }),
      );
      return { path: landing.path, links };
    }),
  );
  const withPages = landings.filter(({ links }) => links.length > 0);
  if (withPages.length === 0) return null;
  return { expiresAt, landings: withPages, more: Math.max(0, all.length - MOST_LANDINGS) };
}
