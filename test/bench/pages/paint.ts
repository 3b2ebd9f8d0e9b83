import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { CatalogLanding } from '#experiments/definition/catalog/catalog.ts';
import { catalog } from '#generated/catalog.ts';
import { CHROMIUM_FLAGS, findChromium } from '#test/support/chromium.ts';
import { startSiteServer } from '#test/support/site-server.ts';
import { type Figure, median } from '../figure.ts';
import { CONDITIONS, type Condition, type Paint, paintOf } from './paint-of.ts';
import { visitorsOf } from './visitors.ts';

/** Files below it are served without the Worker. */
const STATIC_FOLDER = '_astro/static-twin';

/** What of a page's headers decides how a browser draws it: a static host would send them too. */
const KEPT_HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
];

/**
 * Largest paint of each landing as its visitors get it against the same file with the same headers
 * served statically by the same server, in loads that take turns; and what shifts on the page while
 * it is scrolled.
 */
export async function paintFigures(): Promise<readonly Figure[]> {
  const found = findChromium();
  if (!found.ok) throw new Error(found.sentence);
  const landings = catalog.landings.filter(
    ({ parent, combinationKeys }) => parent === undefined && combinationKeys.length > 0,
  );
  const headers = await headersOf(landings);
  const site = await startSiteServer(4, {
    addFiles: (client) => {
      for (const { path } of landings) {
        cpSync(join(client, path), join(client, STATIC_FOLDER, path), { recursive: true });
      }
      appendFileSync(join(client, '_headers'), headers);
    },
  });
  const browser = await chromium.launch({
    executablePath: found.path,
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const figures: Figure[] = [];
    for (const landing of landings) {
      const control = (await visitorsOf(site.origin, landing)).find(({ key }) => key === '');
      const cookie = control?.cookie ?? '';
      for (const condition of CONDITIONS) {
        const load = (address: string) =>
          paintOf(browser, { url: `${site.origin}${address}`, cookie, condition });
        figures.push(
          ...figuresOf(
            landing.path,
            condition,
            await inTurns(landing.path, condition.rounds, load),
          ),
        );
      }
    }
    return figures;
  } finally {
    await browser.close();
    await site.stop();
  }
}

/** The headers of each landing's page, for its static twin, in the form of a `_headers` file. */
async function headersOf(landings: readonly CatalogLanding[]): Promise<string> {
  const site = await startSiteServer(4);
  try {
    const rules: string[] = [];
    for (const { path } of landings) {
      const { headers } = await fetch(site.origin + path);
      // What the build says of all files gives way.
      const lines = KEPT_HEADERS.flatMap((name) => [
        `  ! ${name}`,
        `  ${name}: ${headers.get(name) ?? ''}`,
      ]);
      rules.push([`/${STATIC_FOLDER}${path}`, ...lines].join('\n'));
    }
    return `\n${rules.join('\n')}\n`;
  } finally {
    await site.stop();
  }
}

type Round = Readonly<Record<'ours' | 'twin' | 'plain', Paint>>;

async function inTurns(
  path: string,
  count: number,
  load: (address: string) => Promise<Paint>,
): Promise<readonly Round[]> {
  const addresses = { ours: path, twin: path, plain: `/${STATIC_FOLDER}${path}` } as const;
  const rounds: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    const names = (['ours', 'twin', 'plain'] as const)
      .map((name) => ({ name, at: Math.random() }))
      .sort((one, other) => one.at - other.at);
    const taken: Partial<Record<keyof Round, Paint>> = {};
    for (const { name } of names) taken[name] = await load(addresses[name]);
    rounds.push(taken as Round);
  }
  return rounds;
}

function figuresOf(
  path: string,
  condition: Condition,
  rounds: readonly Round[],
): readonly Figure[] {
  const ratio = median(rounds.map(({ ours, plain }) => ours.lcpMs / plain.lcpMs));
  const twin = median(rounds.map(({ ours, twin }) => ours.lcpMs / twin.lcpMs));
  const plain = median(rounds.map((round) => round.plain.lcpMs));
  const shifted = Math.max(...rounds.map(({ ours }) => ours.cls));
  return [
    {
      what: `${path} largest paint ${condition.words}, against the same file and headers served statically`,
      value: `${ratio.toFixed(2)}×`,
      how: `${plain.toFixed(0)} ms there; median of ${rounds.length} rounds, twin ${twin.toFixed(2)}`,
    },
    {
      what: `${path} layout shift ${condition.words}`,
      value: String(shifted),
      how: 'most of all loads, scrolled',
    },
  ];
}
