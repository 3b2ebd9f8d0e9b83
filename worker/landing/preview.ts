import type {
  Catalog,
  CatalogExperiment,
  CatalogLanding,
} from '#experiments/definition/catalog/catalog.ts';
import {
  type Choice,
  combinationKey,
  combinationPath,
} from '#experiments/definition/experiment/combination.ts';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import {
  pageKeyOf,
  previewExperiments,
  previewSwitches,
  readChoices,
} from '#experiments/links/preview-choices.ts';
import { PREVIEW_PARAMETER, VARIANT_PARAMETER } from '#experiments/links/preview-link.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { askedMoment } from './asked-moment.ts';
import type { PageReader } from './page-memory.ts';
import { barOf } from './preview-bar.ts';
import { previewPage } from './preview-page.ts';
import { readPreviewToken, writePreviewToken } from './preview-token.ts';

export type PreviewContext = {
  readonly catalog: Catalog;
  readonly keys: Keyring;
  readonly readPage: PageReader;
  readonly now: number;
  readonly development: boolean;
  readonly url: URL;
};

/** What a request asks to see. */
type Asked = {
  readonly choices: readonly Choice[];
  /** Epoch milliseconds; null for a choice without a signature. */
  readonly expiresAt: number | null;
  /** Why something else is shown; null when it is what was asked for. */
  readonly fault: string | null;
};

/**
 * The page of a chosen combination, with a bar that says so: no token, no cookie, no form that
 * sends. Null when the link is forged, expired, another landing's or of a page that the build does
 * not have: then the visitor is served as any other.
 */
export async function servePreview(
  request: Request,
  landing: CatalogLanding,
  context: PreviewContext,
): Promise<Response | null> {
  const experiments = previewExperiments(context.catalog, landing.path);
  const asked = await askedFor(landing, experiments, context);
  const key = asked && pageKeyOf(asked.choices, experiments, landing);
  if (!asked || key === null) return null;
  const found = await context.readPage(combinationPath(key, landing.path));
  if (!found) return null;
  const linkTo = linksFrom(landing, asked.expiresAt, context);
  const { timeZone } = context.catalog.site;
  const shownAt = askedMoment(context.url, timeZone) ?? context.now;
  const bar = await barOf({
    landingPath: landing.path,
    timeZone,
    window: landing.window ?? null,
    shownAt: shownAt === context.now ? null : shownAt,
    rows: previewSwitches(asked.choices, experiments, landing),
    linkTo,
    ...asked,
  });
  return previewPage(request, found, {
    bar,
    shownAt,
    again: await linkTo(asked.choices),
    thanksOf: (formId) => context.catalog.forms.find(({ id }) => id === formId)?.thanks ?? null,
  });
}

async function askedFor(
  landing: CatalogLanding,
  experiments: readonly CatalogExperiment[],
  context: PreviewContext,
): Promise<Asked | null> {
  const { searchParams } = context.url;
  const claim = await readPreviewToken(
    searchParams.get(PREVIEW_PARAMETER) ?? '',
    landing.path,
    context,
  );
  if (claim) {
    const choices = readChoices(claim.choices, experiments);
    return choices && { choices, expiresAt: claim.expiresAt, fault: null };
  }
  if (!context.development || !searchParams.has(VARIANT_PARAMETER)) return null;
  const text = searchParams.getAll(VARIANT_PARAMETER).join('~');
  const choices = readChoices(text, experiments);
  return choices !== null && pageKeyOf(choices, experiments, landing) !== null
    ? { choices, expiresAt: null, fault: null }
    : { choices: [], expiresAt: null, fault: faultOf(text, experiments) };
}

function faultOf(text: string, experiments: readonly CatalogExperiment[]): string {
  const names = experiments.flatMap(({ id, variants }) =>
    variants.map((variant) => `${id}.${variant.id}`),
  );
  const unknown = text.split('~').find((part) => !names.includes(part));
  if (unknown === undefined) return `No page shows ${text} together; this is the control.`;
  const close = nearest(unknown, names);
  const hint = close === undefined ? '' : ` Did you mean ${close}?`;
  return `This page has no variant ${unknown}; this is the control.${hint}`;
}

/** Addresses of other choices: the same query, until the same moment. */
function linksFrom(
  landing: CatalogLanding,
  expiresAt: number | null,
  { url, keys }: PreviewContext,
): (choices: readonly Choice[]) => Promise<string> {
  const others = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !/^(tl_preview|variant)(=|$)/.test(pair));
  return async (chosen) => {
    const choices = combinationKey(chosen);
    const pair =
      expiresAt === null
        ? `${VARIANT_PARAMETER}=${choices}`
        : `${PREVIEW_PARAMETER}=${await writePreviewToken(landing.path, { choices, expiresAt }, keys)}`;
    return `?${[...others, pair].join('&')}`;
  };
}
