import path from 'node:path';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { inReadingOrder, type Problem } from '#experiments/definition/faults/problem.ts';
import { adGroupAds, adGroupNaming } from '#experiments/links/ad-group-ads.ts';
import { type AdLink, adLink } from '#experiments/links/ad-link.ts';
import { readAdRows } from '#experiments/links/ad-rows.ts';
import { closedLandings } from '#experiments/links/closed-landings.ts';
import { namingProblems, outsideNaming, ruleOutside } from '#experiments/links/naming.ts';
import { SITE_FILE, textOf } from '#site/build/load.ts';
import { readSource } from '#site/build/read-source.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** Where ads are read from, and what their addresses begin with. */
export type AdsFrame = {
  readonly root: string;
  /** File of the ads, from the root. */
  readonly file: string;
  readonly origin: string;
};

export type Ads = {
  readonly links: readonly AdLink[];
  /** Faulty lines, names outside the convention, pages that are not there or not always. */
  readonly problems: readonly Problem[];
  /** Whether the file of the ads is there. */
  readonly found: boolean;
};

/** Every ad of a project: those of the file of ads and those that the table of ad groups asks for. */
export async function readAds(
  { catalog, pickings }: Good,
  { root, file, origin }: AdsFrame,
): Promise<Ads> {
  const { naming, timeZone } = catalog.site;
  const picks = new Map(catalog.landings.map((landing) => [landing.path, landing.picks ?? []]));
  const text = await textOf(path.resolve(root, file));
  const own =
    text === undefined
      ? { ok: true as const, rows: [] }
      : readAdRows(file, text, [...picks.keys()]);
  const groups = adGroupAds(pickings, picks);
  const rows = [...(own.ok ? own.rows : []), ...groups.rows];
  const links = rows.map((row) => adLink(row, origin, picks));
  const ofFile = links.filter(({ row }) => row.file === file);
  const site = await readSource(root, SITE_FILE);
  const problems = [
    ...(own.ok ? [] : own.problems),
    ...groups.problems,
    ...(site.ok ? namingProblems(naming, site.source) : []),
    ...outsideNaming(ofFile, naming),
    ...adGroupNaming(pickings, (name, value) => ruleOutside(naming, name, value)),
    ...[file, AD_GROUPS_FILE].flatMap((place) => {
      const shown = links.filter(({ row }) => row.file === place);
      const leading = shown.map(({ row, shows }) => ({ line: row.line, landing: shows }));
      return closedLandings(leading, catalog.landings, { file: place, timeZone });
    }),
  ];
  return { links, problems: inReadingOrder(problems), found: text !== undefined };
}
