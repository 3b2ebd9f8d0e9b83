import { describe, test } from 'vitest';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import { pickedPath } from '#experiments/ad-groups/pick.ts';
import { compileProject, complaints } from '../definition/project.ts';

const text = (...lines: readonly string[]) => lines.join('\n');

function picker(table: string) {
  const compiled = compileProject({ [AD_GROUPS_FILE]: table });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 1));
  const rules = compiled.catalog.landings.find(({ path }) => path === '/crm/')?.picks ?? [];
  return (query: string) => {
    const parameters = new URLSearchParams(query);
    return pickedPath(rules, (name) => parameters.get(name));
  };
}

describe('the page that a query picks', () => {
  test('is the one whose line has all the values, in any case and spacing', ({ expect }) => {
    const pick = picker(
      text(
        'parent,slug,utm_campaign,utm_term,hero.headline',
        '/crm/,heating,search-de,heating software|Wärme  Planung,Boilers',
      ),
    );
    expect(pick('utm_campaign=search-de&utm_term=Heating+Software')).toBe('/crm/heating/');
    expect(pick('utm_term=w%C3%A4rme%20planung&gclid=x&utm_campaign=SEARCH-DE')).toBe(
      '/crm/heating/',
    );
    expect(pick('utm_term=heating+software')).toBeNull();
    expect(pick('utm_campaign=search-de&utm_term=')).toBeNull();
    expect(pick('utm_campaign=search-de&utm_term=lift+software')).toBeNull();
    expect(pick('')).toBeNull();
  });

  test('is of the line with more parameters; of as many, of the one further left', ({ expect }) => {
    const pick = picker(
      text(
        'parent,slug,gad_campaignid,utm_campaign,utm_term,hero.headline',
        '/crm/,term,,,boilers,By the term',
        '/crm/,campaign,,search-de,,By the campaign',
        '/crm/,both,,search-de,boilers,By both',
        '/crm/,id,123,,,By the id',
      ),
    );
    expect(pick('utm_term=boilers')).toBe('/crm/term/');
    expect(pick('utm_campaign=search-de')).toBe('/crm/campaign/');
    expect(pick('utm_campaign=search-de&utm_term=boilers')).toBe('/crm/both/');
    expect(pick('utm_campaign=search-de&gad_campaignid=123')).toBe('/crm/id/');
    expect(pick('utm_campaign=search-de&utm_term=boilers&gad_campaignid=123')).toBe('/crm/both/');
  });

  test('may be reached by lines of other parameters, which have no texts', ({ expect }) => {
    const header = 'parent,slug,gad_campaignid,utm_campaign,?ref,hero.headline';
    const pick = picker(
      text(
        header,
        '/crm/,heating,,search-de,,Boilers',
        '/crm/,heating,123|456,,,',
        '/crm/,heating,,,fair,',
      ),
    );
    for (const query of ['utm_campaign=search-de', 'gad_campaignid=456', 'ref=fair']) {
      expect(pick(query)).toBe('/crm/heating/');
    }
    expect(
      complaints({
        [AD_GROUPS_FILE]: text(header, '/crm/,heating,,a,,Boilers', '/crm/,heating,1,,,Others'),
      }),
    ).toEqual([
      'site/ad-groups.csv:3  hero.headline (column 6): /crm/heating/ has its texts in line 2. Allowed: a slug of its own, or no texts: then this line picks the same page by other parameters.',
    ]);
  });

  test('is never one of two: such lines are refused', ({ expect }) => {
    const table = text(
      'parent,slug,utm_campaign,utm_term,hero.headline',
      '/crm/,heating,search-de,boilers|Heating,Boilers',
      '/crm/,pumps,search-de|search-at,pumps|heating,Pumps',
    );
    expect(complaints({ [AD_GROUPS_FILE]: table })).toEqual([
      'site/ad-groups.csv:3  utm_campaign (column 3): utm_campaign=search-de&utm_term=heating picks /crm/heating/ in line 2 already. Allowed: values of its own, or one more parameter: the line with more of them wins.',
    ]);
  });

  test('is bounded in the ways that lead to it', ({ expect }) => {
    const many = Array.from({ length: 30 }, (_, index) => `v${index}`).join('|');
    const table = text(
      'parent,slug,utm_campaign,utm_term,hero.headline',
      `/crm/,x,${many},${many},X`,
    );
    expect(complaints({ [AD_GROUPS_FILE]: table })[0]).toContain(
      'utm_campaign (column 3): picks its page in 30 × 30 = 900 ways. Allowed: at most 500',
    );
  });

  test('is none for values that only look like keys of a map', ({ expect }) => {
    const pick = picker('parent,slug,utm_term,hero.headline\n/crm/,x,__proto__,X');
    expect(pick('utm_term=__proto__')).toBe('/crm/x/');
    expect(pick('utm_term=constructor')).toBeNull();
    expect(pick(`utm_term=${'x'.repeat(100_000)}`)).toBeNull();
  });
});
