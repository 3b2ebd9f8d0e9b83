import { AD_GROUPS_FILE, columnText } from '../ad-groups/columns.ts';
import type { PickRule } from '../ad-groups/pick.ts';
import type { Picking } from '../ad-groups/pick-rules.ts';
import { adGroupProblem } from '../ad-groups/read-ad-groups.ts';
import { listText, type Problem } from '../definition/faults/problem.ts';
import { adParameters, shownPath } from './ad-link.ts';
import { AD_COLUMNS, type AdColumn, type AdRow, platformFault } from './ad-rows.ts';
import { PLATFORMS, type Platform } from './platforms.ts';

/** The parameter whose values stand for a column of `site/ads.csv`. */
const PARAMETERS: Readonly<Partial<Record<AdColumn, string>>> = {
  campaign: 'utm_campaign',
  ad_group: 'adgroup',
  creative: 'utm_content',
  keyword: 'utm_term',
  medium: 'utm_medium',
};

export type AdGroupAds = {
  readonly rows: readonly AdRow[];
  readonly problems: readonly Problem[];
};

/**
 * An ad for every platform, campaign, ad group and creative that a line of `site/ad-groups.csv`
 * names. It leads to the landing when its own names pick the page there, else to the page itself:
 * several keywords, for example, are filled in by the platform and may pick another page.
 */
export function adGroupAds(
  pickings: readonly Picking[],
  picks: ReadonlyMap<string, readonly PickRule[]>,
): AdGroupAds {
  const problems: Problem[] = [];
  const rows: AdRow[] = [];
  for (const picking of pickings) {
    for (const written of picking.row.platforms) {
      const platform = PLATFORMS.find(({ id }) => id === written.toLowerCase());
      const fault = platform === undefined ? platformFault(written) : missingCampaign(picking);
      if (fault !== null)
        problems.push(adGroupProblem(picking.row.line, picking.row.platform, fault));
      else if (platform !== undefined) rows.push(...adsOf(picking, platform, picks));
    }
  }
  return { rows, problems };
}

function missingCampaign({ row }: Picking) {
  if (valuesOf(row, 'campaign').length > 0) return null;
  return {
    wrong: 'asks for links, but the line names no campaign',
    allowed: 'a value in utm_campaign',
  };
}

function adsOf(
  { row, path }: Picking,
  platform: Platform,
  picks: ReadonlyMap<string, readonly PickRule[]>,
): readonly AdRow[] {
  const groups = valuesOf(row, 'ad_group');
  const creatives = valuesOf(row, 'creative');
  const keywords = valuesOf(row, 'keyword');
  const [medium = ''] = valuesOf(row, 'medium');
  return valuesOf(row, 'campaign').flatMap((campaign) =>
    (groups.length > 0 ? groups : [row.slug]).flatMap((group) =>
      (creatives.length > 0 ? creatives : ['']).map((creative): AdRow => {
        const cells = {
          platform: platform.id,
          campaign,
          ad_group: group,
          landing: row.parent,
          creative,
          // Of several the platform fills in the one that was searched for.
          keyword: keywords.length === 1 ? (keywords[0] ?? '') : '',
          medium,
        };
        const ad = {
          line: row.line,
          file: AD_GROUPS_FILE,
          platform,
          cells,
          columns: columnsOf(row),
        };
        const shown = shownPath(adParameters({ ...ad, landing: row.parent }), row.parent, picks);
        const landing = shown === path ? row.parent : path;
        return { ...ad, landing, cells: { ...cells, landing } };
      }),
    ),
  );
}

function valuesOf({ picks }: Picking['row'], column: AdColumn): readonly string[] {
  return picks.find((pick) => pick.column.parameter === PARAMETERS[column])?.values ?? [];
}

function columnsOf({ picks }: Picking['row']): AdRow['columns'] {
  return Object.fromEntries(
    AD_COLUMNS.map((column) => [
      column,
      picks.find((pick) => pick.column.parameter === PARAMETERS[column])?.column.number ?? 0,
    ]),
  ) as AdRow['columns'];
}

/** Values by which pages are picked that are outside the naming convention, each at its cell. */
export function adGroupNaming(
  pickings: readonly Picking[],
  outside: (parameter: string, value: string) => string | null,
): readonly Problem[] {
  return pickings.flatMap(({ row }) =>
    row.picks.flatMap(({ column, values }) => {
      const wrong = values.filter((value) => outside(column.parameter, value) !== null);
      const [first] = wrong;
      if (first === undefined) return [];
      const names = listText(
        wrong.map((value) => `${column.parameter}=${value}`),
        'and',
      );
      return [
        {
          level: 'warning' as const,
          file: AD_GROUPS_FILE,
          line: row.line,
          key: columnText(column),
          wrong: `${names} ${wrong.length === 1 ? 'is' : 'are'} outside the naming convention`,
          allowed: `${outside(column.parameter, first)} (naming.${column.parameter} in site/site.yaml)`,
        },
      ];
    }),
  );
}
