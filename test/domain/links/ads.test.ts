import { describe, test } from 'vitest';
import { problemText } from '#experiments/definition/faults/problem.ts';
import { adLink } from '#experiments/links/ad-link.ts';
import { readAdRows } from '#experiments/links/ad-rows.ts';
import { readCsv } from '#experiments/links/csv.ts';
import { linksCsv } from '#experiments/links/links-csv.ts';
import { namingProblems, outsideNaming } from '#experiments/links/naming.ts';
import { PLATFORMS } from '#experiments/links/platforms.ts';

const FILE = 'site/ads.csv';
const HEADER = 'platform,campaign,ad_group,landing,creative,keyword,medium';
const LANDINGS = ['/crm/', '/offer/'];

function linksOf(...lines: readonly string[]) {
  const read = readAdRows(FILE, [HEADER, ...lines].join('\n'), LANDINGS);
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  return read.rows.map((row) => adLink(row, 'https://go.halden.example'));
}

function complaints(text: string): readonly string[] {
  const read = readAdRows(FILE, text, LANDINGS);
  return read.ok ? [] : read.problems.map(problemText);
}

describe('a CSV file', () => {
  test('may have quotes, line breaks in cells, comments and empty lines', ({ expect }) => {
    const text = '\uFEFF# ads\r\na, b\r\n\r\n"x, ""y""\nz" ,2\r\n3,\r\n';
    expect(readCsv(text)).toEqual({
      ok: true,
      rows: [
        { line: 2, cells: ['a', 'b'] },
        { line: 4, cells: ['x, "y"\nz', '2'] },
        { line: 6, cells: ['3', ''] },
      ],
    });
  });

  test.for([';', '\t'])('may be separated by "%s"', (separator, { expect }) => {
    expect(readCsv(`a${separator}b${separator}c\n1${separator}2,5${separator}3`)).toMatchObject({
      rows: [{ cells: ['a', 'b', 'c'] }, { cells: ['1', '2,5', '3'] }],
    });
  });

  test.for([
    ['a,b\n1,"2', 2, 'has a quote that never ends'],
    ['a,b\n"1"x,2', 2, 'has text behind a closing quote; write a quote inside as ""'],
  ] as const)('is refused with its line: %s', ([text, line, wrong], { expect }) => {
    expect(readCsv(text)).toEqual({ ok: false, line, wrong });
  });
});

describe('the links of an ad', () => {
  test('are a final URL and a tracking template with ValueTrack parameters for Google Ads', ({
    expect,
  }) => {
    const [link] = linksOf('google,search-de,heating,/crm/,rsa-1,,');
    expect(link?.finalUrl).toBe('https://go.halden.example/crm/');
    expect(link?.template).toBe(
      '{lpurl}?utm_source=google&utm_medium=cpc&utm_campaign=search-de&utm_content=rsa-1' +
        '&utm_term={keyword}&adgroup=heating&utm_id={campaignid}&adgroupid={adgroupid}' +
        '&creative={creative}&matchtype={matchtype}&network={network}&device={device}',
    );
    expect(link?.unverified).toEqual([]);
  });

  test.for([
    ['microsoft', '{CampaignId}', '{lpurl}?utm_source=bing&'],
    ['meta', '{{campaign.id}}', 'utm_source=facebook&'],
    ['linkedin', '{{CAMPAIGN_GROUP_ID}}', 'utm_source=linkedin&'],
  ] as const)('are in the words of %s', ([platform, macro, start], { expect }) => {
    const [link] = linksOf(`${platform},a,b,/offer/,c,,`);
    expect(link?.finalUrl).toBe('https://go.halden.example/offer/');
    expect(link?.template).toContain(`&utm_id=${macro}&`);
    expect(link?.template?.startsWith(start)).toBe(true);
  });

  test('are one address for TikTok, which has no field for parameters', ({ expect }) => {
    const [link] = linksOf('tiktok,a,b,/offer/,c,,');
    expect(link?.template).toBeNull();
    expect(link?.finalUrl).toMatch(/^https:\/\/go\.halden\.example\/offer\/\?utm_source=tiktok&/);
    expect(link?.finalUrl).toContain('&creative=__CID__');
  });

  test('hold every name as it was written, percent-encoded', ({ expect }) => {
    const keyword = 'wärme & lüftung? 100 % #1 "a,b" {x}';
    const [link] = linksOf(`google,a+b=c,d,/crm/,,"${keyword.replaceAll('"', '""')}",display`);
    const query = new URLSearchParams(link?.template?.split('?').slice(1).join('?'));
    expect(query.get('utm_term')).toBe(keyword);
    expect(query.get('utm_campaign')).toBe('a+b=c');
    expect(query.get('utm_medium')).toBe('display');
    expect(query.has('utm_content')).toBe(false);
  });

  test('mark each placeholder that nothing confirms', ({ expect }) => {
    for (const platform of PLATFORMS) {
      const [link] = linksOf(`${platform.id},a,b,/crm/,,,`);
      const doubtful = Object.values(platform.macros).filter(({ evidence }) => evidence === '?');
      expect(link?.unverified).toEqual(doubtful.map(({ text }) => text));
    }
    expect(linksOf('microsoft,a,b,/crm/,,,')[0]?.unverified).toEqual(['{Network}']);
    expect(linksOf('meta,a,b,/crm/,,,')[0]?.practised).toEqual([
      '{{placement}}',
      '{{site_source_name}}',
    ]);
    expect(linksCsv(linksOf('linkedin,a,b,/crm/,,,'))).toContain(
      ',{{CAMPAIGN_GROUP_ID}} {{CAMPAIGN_ID}} {{CREATIVE_ID}},',
    );
  });

  test('become a file that no spreadsheet runs', ({ expect }) => {
    const csv = linksCsv(linksOf('meta,=1+1,+b,/crm/,@c,-d,', 'google,"a, b",c,/crm/,,,'));
    const [, first, second] = csv.split('\r\n');
    expect(first).toMatch(/^meta,'=1\+1,'\+b,\/crm\/,'@c,'-d,,/);
    expect(second).toMatch(
      /^google,"a, b",c,\/crm\/,,,,https:\/\/go\.halden\.example\/crm\/,\{lpurl\}/,
    );
    expect(readCsv(csv)).toMatchObject({ ok: true });
  });
});

describe('a faulty file of ads', () => {
  test('is refused with line, column and the nearest spelling, all at once', ({ expect }) => {
    const text = [
      '# a comment',
      HEADER,
      'gogle,a,b,/crm/,c,,',
      'facebok,a,b,/crm,c,,',
      'meta,,b,/ofer/,c,,',
      'meta,a,b,/crm/,c',
      'meta,a,b,/crm/,c,,',
      'meta,a,b,/crm/,c,,',
    ].join('\n');
    expect(complaints(text)).toEqual([
      'site/ads.csv:3  platform (column 1): is "gogle". Allowed: google, microsoft, meta, linkedin or tiktok. Did you mean "google"?',
      'site/ads.csv:4  platform (column 1): is "facebok". Allowed: google, microsoft, meta, linkedin or tiktok. Did you mean "meta"?',
      'site/ads.csv:4  landing (column 4): no landing is at /crm. Allowed: /crm/ or /offer/. Did you mean "/crm/"?',
      'site/ads.csv:5  campaign (column 2): is empty.',
      'site/ads.csv:5  landing (column 4): no landing is at /ofer/. Allowed: /crm/ or /offer/. Did you mean "/offer/"?',
      'site/ads.csv:6  has 5 cells, the first line has 7. Allowed: the same number in every line; a cell with a comma stands in quotes.',
      'site/ads.csv:8  is the same ad as line 7.',
    ]);
  });

  test.for([
    [
      'platform,campain,ad_group,landing\ngoogle,a,b,/crm/',
      'site/ads.csv:1  column 2 is "campain". Allowed: platform, campaign, ad_group, landing, creative, keyword and medium. Did you mean "campaign"?',
    ],
    ['platform,campaign\na,b', 'site/ads.csv:1  has no column ad_group and landing.'],
    [
      'platform,campaign,ad_group,landing,landing\na,b,c,d,e',
      'site/ads.csv:1  column 5, "landing", is there twice. Allowed: platform, campaign, ad_group, landing, creative, keyword and medium.',
    ],
    [
      '',
      'site/ads.csv:1  holds no ads. Allowed: a first line "platform,campaign,ad_group,landing,creative,keyword,medium" and one line per ad.',
    ],
  ] as const)('says what is wrong with the columns of "%s"', ([text, first], { expect }) => {
    expect(complaints(text)[0]).toBe(first);
  });
});

describe('the naming convention', () => {
  test('holds for whole names, and flags others at their place', ({ expect }) => {
    const links = linksOf('google,search-de-x,b,/crm/,,,', 'meta,Search-DE-x y,b,/crm/,,,');
    const naming = { utm_campaign: '(search|social)-[a-z]{2}-[a-z-]+', utm_medium: 'cpc' };
    expect(outsideNaming(links, naming).map(problemText)).toEqual([
      'site/ads.csv:3  warning: medium (column 7): utm_medium=paid-social is outside the naming convention. Allowed: cpc (naming.utm_medium in site/site.yaml).',
      'site/ads.csv:3  warning: campaign (column 2): utm_campaign=Search-DE-x y is outside the naming convention. Allowed: (search|social)-[a-z]{2}-[a-z-]+ (naming.utm_campaign in site/site.yaml).',
    ]);
  });

  test('names parameters that exist and patterns that can be read', ({ expect }) => {
    const site = { file: 'site/site.yaml', lineOf: () => 9 };
    expect(namingProblems({ utm_campain: 'x', utm_term: '(' }, site).map(problemText)).toEqual([
      'site/site.yaml:9  naming.utm_campain: is no parameter of a link. Allowed: utm_source, utm_medium, utm_campaign, utm_content, utm_term or adgroup. Did you mean "utm_campaign"?',
      'site/site.yaml:9  naming.utm_term: "(" is no pattern (regular expression).',
    ]);
  });
});
