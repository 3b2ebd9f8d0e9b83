import { describe, test } from 'vitest';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import { problemText } from '#experiments/definition/faults/problem.ts';
import { adGroupAds } from '#experiments/links/ad-group-ads.ts';
import { adLink } from '#experiments/links/ad-link.ts';
import { compileProject } from '#test/domain/definition/project.ts';

const ORIGIN = 'https://go.halden.example';

function linksOf(table: string) {
  const compiled = compileProject({ [AD_GROUPS_FILE]: table });
  if (!compiled.ok) throw new Error(compiled.problems.map(problemText).join('\n'));
  const { landings } = compiled.catalog;
  const picks = new Map(landings.map((landing) => [landing.path, landing.picks ?? []]));
  const { rows } = adGroupAds(compiled.pickings, picks);
  return rows.map((row) => adLink(row, ORIGIN, picks));
}

describe('the ads of a line of ad groups', () => {
  test('lead to the landing where their own names pick the page', ({ expect }) => {
    const [google, meta] = linksOf(
      'parent,slug,platform,utm_campaign,adgroup,hero.headline\n/crm/,heating,google|meta,search-de,heating,Boilers',
    );
    expect(google).toMatchObject({ finalUrl: `${ORIGIN}/crm/`, shows: '/crm/heating/' });
    expect(google?.template).toContain(
      '{lpurl}?utm_source=google&utm_medium=cpc&utm_campaign=search-de&utm_term={keyword}&adgroup=heating&',
    );
    expect(meta?.template).toContain('utm_source=facebook&');
  });

  test('lead to the page itself where the platform fills in what picks it', ({ expect }) => {
    const [link] = linksOf(
      'parent,slug,platform,utm_campaign,utm_term,hero.headline\n/crm/,heating,google,search-de,boilers|heating,Boilers',
    );
    expect(link).toMatchObject({
      finalUrl: `${ORIGIN}/crm/heating/`,
      shows: '/crm/heating/',
    });
    expect(link?.template).toContain('utm_term={keyword}&adgroup=heating&');
  });

  test('are one for every campaign and ad group that it names', ({ expect }) => {
    const links = linksOf(
      'parent,slug,platform,utm_campaign,adgroup,hero.headline\n/crm/,heating,tiktok,social-de|social-at,a|b,Boilers',
    );
    expect(links.map(({ row }) => [row.cells.campaign, row.cells.ad_group])).toEqual([
      ['social-de', 'a'],
      ['social-de', 'b'],
      ['social-at', 'a'],
      ['social-at', 'b'],
    ]);
  });
});
