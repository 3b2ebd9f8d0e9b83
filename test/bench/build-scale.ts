import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { type Figure, median } from './figure.ts';

const FEW = 10;
const MANY = 1_000;
const ROUNDS = 5;
const PARTS = ['components', 'experiments', 'site', 'worker'];
const FILES = ['astro.config.mjs', 'package.json', 'tsconfig.json', 'wrangler.toml', '.dev.vars'];

/** Writes the CPU seconds of its process, threads included, when it ends. */
const COUNT_CPU = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync('cpu-seconds', String((user + system) / 1e6));
});
`;

/** What a thousand pages per ad group add to a build, in a copy of the project, sizes in turn. */
export async function buildScale(env: NodeJS.ProcessEnv): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'truelift-scale-'));
  try {
    for (const name of [...PARTS, ...FILES]) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'count-cpu.mjs'), COUNT_CPU);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const first = await buildWith(round % 2 === 0 ? FEW : MANY, folder, env);
      const second = await buildWith(round % 2 === 0 ? MANY : FEW, folder, env);
      rounds.push(round % 2 === 0 ? { few: first, many: second } : { few: second, many: first });
    }
    return [
      ...figuresOf(rounds, 'elapsedSeconds', 'time that passes'),
      ...figuresOf(rounds, 'cpuSeconds', 'CPU of all threads'),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Cost = { readonly elapsedSeconds: number; readonly cpuSeconds: number };
type Round = { readonly few: Cost; readonly many: Cost };

function figuresOf(rounds: readonly Round[], unit: keyof Cost, words: string): readonly Figure[] {
  const few = median(rounds.map((one) => one.few[unit]));
  const perPage = median(
    rounds.map((one) => ((one.many[unit] - one.few[unit]) * 1_000) / (MANY - FEW)),
  );
  const ratio = median(rounds.map((one) => one.many[unit] / one.few[unit]));
  const how = `${words}, median of ${ROUNDS} rounds, sizes in turn`;
  return [
    { what: `build with ${FEW} pages per ad group`, value: `${few.toFixed(1)} s`, how },
    {
      what: `build with ${MANY} pages per ad group against ${FEW}`,
      value: `${ratio.toFixed(2)}×`,
      how,
    },
    { what: 'build, each further page per ad group', value: `${perPage.toFixed(1)} ms`, how },
  ];
}

/** What one build into an empty folder costs. */
async function buildWith(pages: number, cwd: string, env: NodeJS.ProcessEnv): Promise<Cost> {
  writeFileSync(join(cwd, AD_GROUPS_FILE), tableOf(pages));
  putAside(join(cwd, 'dist'));
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', './count-cpu.mjs', 'node_modules/astro/bin/astro.mjs', 'build'],
    { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (code !== 0) throw new Error(out + error);
  return {
    elapsedSeconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: Number(readFileSync(join(cwd, 'cpu-seconds'), 'utf8')),
  };
}

/**
 * Builds go into an empty folder, as the first on a machine does. What was there is deleted at the
 * end: ext4 gives out no inode that was freed within minutes and looks at each of them again for
 * every new file, which doubled the cost of a page after a few rounds of a thousand.
 */
function putAside(dist: string): void {
  if (existsSync(dist)) renameSync(dist, `${dist}-${randomUUID()}`);
}

function tableOf(pages: number): string {
  const rows = Array.from(
    { length: pages },
    (_, index) =>
      `/crm/,group-${index},search-de-dispatch,group-${index},Every crew of group ${index} knows where to be,"Halden plans the jobs of group ${index} overnight, by skill and drive time.",Group ${index} used to be eleven people around a whiteboard.`,
  );
  const header = 'parent,slug,utm_campaign,adgroup,hero.headline,hero.lead,voice.quote';
  return [header, ...rows].join('\n');
}
