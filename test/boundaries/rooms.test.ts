import { beforeAll, describe, test } from 'vitest';
import { type Finding, lintPlanted } from './plant.ts';

/** Path of a planted file, its source and the sentence with which the linter refuses it. */
type Violation = readonly [path: string, source: string, refusal: RegExp];

const imports = (from: string) => `import { thing } from '${from}';\nexport const used = thing;\n`;
const typeImports = (from: string) =>
  `import type { Thing } from '${from}';\nexport type Used = Thing;\n`;
const page = (script: string) => `---\n${script}---\n<p>page</p>\n`;

const DOMAIN = /experiments\/ is the pure domain|experiments\/ never looks outward/;
const VIOLATIONS: readonly Violation[] = [
  ['experiments/stats/worker.ts', imports('#worker/store/rows.ts'), DOMAIN],
  ['experiments/stats/worker-type.ts', typeImports('#worker/env.ts'), DOMAIN],
  ['experiments/stats/outward.ts', imports('../../worker/store/rows.ts'), DOMAIN],
  ['experiments/stats/site.ts', imports('#site/client/tracker.ts'), DOMAIN],
  ['experiments/stats/site-relative.ts', imports('../../site/client/tracker.ts'), DOMAIN],
  ['experiments/stats/generated.ts', imports('#generated/catalog.ts'), DOMAIN],
  ['experiments/stats/generated-relative.ts', imports('../generated/catalog.ts'), DOMAIN],
  ['experiments/stats/tested.ts', imports('#test/support/step.ts'), DOMAIN],
  ['experiments/stats/package.ts', imports('hono'), DOMAIN],
  ['experiments/stats/node.ts', imports('node:fs'), DOMAIN],
  ['experiments/stats/clock.ts', 'export const now = Date.now();\n', /No clock|variable Date/],
  ['experiments/stats/new-date.ts', 'export const now = new Date();\n', /No clock|variable Date/],
  ['experiments/stats/timer.ts', 'export const now = performance.now();\n', /variable performance/],
  ['experiments/stats/random.ts', 'export const draw = Math.random();\n', /No hidden randomness/],
  ['experiments/stats/random-key.ts', "export const draw = Math['random']();\n", /Math/],
  ['experiments/stats/taken.ts', 'export const { random } = Math;\n', /No hidden randomness/],
  ['experiments/stats/id.ts', 'export const id = crypto.randomUUID();\n', /variable crypto/],
  ['experiments/stats/ambient.ts', 'export const c = globalThis.crypto;\n', /variable globalThis/],
  ['experiments/stats/call.ts', "export const page = fetch('/');\n", /variable fetch/],
  ['experiments/stats/environment.ts', 'export const e = process.env;\n', /variable process/],
  ['experiments/stats/address.ts', "export const u = new URL('/');\n", /variable URL/],
  [
    'components/landing/worker.ts',
    imports('#worker/reporting/read.ts'),
    /draw what they are given/,
  ],
  ['components/landing/Worker.astro', page(imports('#worker/env.ts')), /draw what they are given/],
  [
    'components/landing/Site.astro',
    page(imports('#site/layouts/x.ts')),
    /draw what they are given/,
  ],
  [
    'components/landing/schema.ts',
    "import * as z from 'zod';\nexport const s = z.string();\n",
    /draw what they are given/,
  ],
  ['components/report/catalog.ts', imports('#generated/catalog.ts'), /draw what they are given/],
  ['site/pages/worker.astro', page(imports('#worker/reporting/read.ts')), /Pages know no Worker/],
  ['site/pages/cloud.astro', page(imports('cloudflare:workers')), /Pages know no Worker/],
  ['site/pages/relative.astro', page(imports('../../worker/env.ts')), /Pages know no Worker/],
  ['site/layouts/file.ts', imports('node:fs'), /Pages know no Worker/],
  [
    'site/pages/report/store.astro',
    page(imports('#worker/store/read.ts')),
    /through #worker\/reporting/,
  ],
  [
    'site/pages/report/email.astro',
    page(imports('cloudflare:email')),
    /through #worker\/reporting/,
  ],
  [
    'site/client/schema.ts',
    "import * as z from 'zod';\nexport const s = z.string();\n",
    /Browser bytes/,
  ],
  [
    'site/client/value.ts',
    imports('#experiments/contract/events.ts'),
    /only types from the domain/,
  ],
  ['site/client/worker.ts', imports('#worker/routes/events.ts'), /Browser bytes/],
  ['site/build/worker.ts', imports('#worker/landing/serve.ts'), /by its files and addresses only/],
  ['site/commands/tested.ts', imports('#test/run.ts'), /Nothing imports test/],
  ['site/layouts/tested.ts', imports('#test/support/step.ts'), /Nothing imports test/],
  ['worker/landing/file.ts', imports('node:fs'), /knows no page and no Node/],
  ['worker/landing/page.ts', imports('#site/client/tracker.ts'), /knows no page and no Node/],
  ['worker/landing/component.ts', imports('#components/ui/x.ts'), /knows no page and no Node/],
  [
    'worker/routes/astro.ts',
    imports('@astrojs/cloudflare/handler'),
    /only worker\/index\.ts meets Astro/,
  ],
  ['worker/routes/tested.ts', imports('../../test/worker/entry.ts'), /Nothing imports test/],
  ['worker/index.ts', imports('#site/client/tracker.ts'), /knows no page and no Node/],
  [
    'worker/routes/sql.ts',
    "export const q = (db: D1Database) => db.prepare('SELECT 1');\n",
    /SQL lives in worker\/store\//,
  ],
  [
    'worker/landing/sql.ts',
    "export const q = (env: Env) => env.DB.exec('DELETE FROM exposures');\n",
    /SQL lives in worker\/store\//,
  ],
  [
    'worker/reporting/sql.ts',
    "export const q = (db: D1Database) => db.prepare('SELECT 1').all();\n",
    /SQL lives in worker\/store\//,
  ],
  [
    'site/pages/report/sql.astro',
    page("import { env } from 'cloudflare:workers';\nawait env.DB.prepare('SELECT 1').all();\n"),
    /SQL lives in worker\/store\//,
  ],
  ['worker/routes/barrel.ts', "export { thing } from './thing.ts';\n", /barrel/i],
  ['experiments/stats/all.ts', "export * from './welch.ts';\n", /barrel|re-?export/i],
  ['worker/routes/enum.ts', 'export enum Colour {\n  Red = 1,\n}\n', /enum/i],
  ['worker/routes/default.ts', 'export default 1;\n', /default export/i],
  ['worker/routes/log.ts', "console.log('here');\n", /console/i],
  [
    'experiments/stats/long.ts',
    Array.from({ length: 201 }, (_, line) => `export const a${line} = 1;\n`).join(''),
    /lines/,
  ],
];

const ALLOWED: Readonly<Record<string, string>> = {
  'experiments/stats/lift.ts':
    "import * as z from 'zod';\nimport { other } from '../report/other.ts';\nimport { ids } from '#experiments/definition/ids.ts';\nexport const lift = z.array(z.literal([other, ids, Math.sqrt(2)]));\n",
  'experiments/report/zone.ts':
    "import type { Site } from '../definition/site.ts';\nexport type Zone = Site['timeZone'];\n",
  'components/landing/Hero.astro': page(
    "import type { Hero } from '#experiments/definition/hero.ts';\ninterface Props {\n  hero: Hero;\n}\nconst { hero } = Astro.props;\n",
  ),
  'site/pages/[...path].astro': page(
    "import { landings } from '#generated/landings.ts';\nimport Hero from '#components/landing/Hero.astro';\nexport const paths = [landings, Hero];\n",
  ),
  'site/pages/report/index.astro': page(
    "import { env } from 'cloudflare:workers';\nimport { readReport } from '#worker/reporting/read.ts';\nawait readReport(env);\n",
  ),
  'site/client/tracker.ts': typeImports('#experiments/contract/events.ts'),
  'site/build/generate.ts': imports('node:fs'),
  'worker/store/read.ts': "export const q = (db: D1Database) => db.prepare('SELECT 1').all();\n",
  'worker/routes/events.ts': imports('#experiments/contract/events.ts'),
  'worker/index.ts':
    "const astro = () => import('@astrojs/cloudflare/handler');\nexport default { astro };\n",
  'test/worker/entry.ts': 'export default {};\n',
};

describe('a forbidden arrow is refused by name', () => {
  let findings: ReadonlyMap<string, readonly Finding[]>;
  beforeAll(() => {
    findings = lintPlanted(Object.fromEntries(VIOLATIONS));
  });

  test.for(VIOLATIONS)('%s', ([path, , refusal], { expect }) => {
    expect(findings.get(path)?.map((finding) => finding.message) ?? []).toContainEqual(
      expect.stringMatching(refusal),
    );
  });
});

test('what each room may do passes every rule', ({ expect }) => {
  expect([...lintPlanted(ALLOWED)]).toEqual([]);
});
