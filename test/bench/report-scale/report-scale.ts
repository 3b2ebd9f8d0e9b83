import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#site/commands/local/migrations.ts';
import { readSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { orGiveUp, say } from '#site/commands/terminal.ts';
import { type Figure, median } from '../figure.ts';
import { fillYear, YEAR_DAYS } from './fill-year.ts';
import { type Answer, serveCounted } from './served.ts';

const FEW = 100_000;
const MANY = 10_000_000;
const ROUNDS = 15;
const EXPERIMENT = 'crm-headline';
const PAGES = [
  { what: 'report page of an experiment', path: `/report/${EXPERIMENT}/` },
  { what: 'list of experiments', path: '/report/' },
  { what: 'report as JSON', path: `/report/api/experiments/${EXPERIMENT}.json` },
] as const;

/**
 * The report over a year of ten million exposures beside the same over a hundred thousand: queries,
 * rows read and time, asked in turn. `kept`: a folder that holds both databases of a run before, or
 * is to hold them; without one they are made and thrown away (4 GB of disk, half an hour).
 */
export async function reportScale(
  env: NodeJS.ProcessEnv,
  kept: string | undefined,
): Promise<readonly Figure[]> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'truelift-scale-'));
  const key = readSecrets(join(ROOT, '.dev.vars')).TRUELIFT_REPORT_KEY ?? '';
  try {
    const states = { few: join(folder, 'few'), many: join(folder, 'many') };
    await makeOnce(states.few, FEW, env);
    await makeOnce(states.many, MANY, env);
    const few = await serveCounted(states.few, { env, key });
    const many = await serveCounted(states.many, { env, key });
    const figures: Figure[] = [];
    for (const { what, path } of PAGES) {
      figures.push(
        ...figuresOf(
          what,
          await inTurn(
            () => few.ask(path),
            () => many.ask(path),
          ),
        ),
      );
    }
    await few.stop();
    await many.stop();
    return figures;
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
}

async function makeOnce(state: string, exposures: number, env: NodeJS.ProcessEnv): Promise<void> {
  const filled = existsSync(join(state, 'v3'));
  mkdirSync(state, { recursive: true });
  orGiveUp(await migrate(state, env));
  if (filled) return;
  const { catalog } = await import('#generated/catalog.ts');
  const experiment = catalog.experiments.find(({ id }) => id === EXPERIMENT);
  if (!experiment) throw new Error(`the catalog has no ${EXPERIMENT}`);
  const onDay = (day: number) => {
    if (day % 30 === 0) say(`  ${exposures} exposures: day ${day} of ${YEAR_DAYS}`);
  };
  await fillYear(state, { catalog, experiment, exposures, now: Date.now(), onDay });
}

type Round = { readonly few: Answer; readonly many: Answer };

/** Both asked in every round, the first of them in turn; the first rounds warm up. */
async function inTurn(
  few: () => Promise<Answer>,
  many: () => Promise<Answer>,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const first = round % 2 === 0 ? await few() : null;
    const large = await many();
    const small = first ?? (await few());
    if (round >= 0) rounds.push({ few: small, many: large });
  }
  return rounds;
}

function figuresOf(what: string, rounds: readonly Round[]): readonly Figure[] {
  const middle = (pick: (round: Round) => number) => median(rounds.map(pick));
  const count = (value: number) => value.toLocaleString('en-US').replaceAll(',', ' ');
  const last = rounds.at(-1);
  if (!last) return [];
  const { many, few } = last;
  return [
    {
      what: `${what}, year of ${count(MANY)} exposures: D1 queries`,
      value: count(many.queries),
      how: `${many.trips} round ${many.trips === 1 ? 'trip' : 'trips'}; every statement of a batch is a query`,
    },
    {
      what: `${what}, year of ${count(MANY)}: rows read`,
      value: count(many.rowsRead),
      how: `${count(few.rowsRead)} over ${count(FEW)}; meta.rows_read`,
    },
    {
      what: `${what}, year of ${count(MANY)} against ${count(FEW)}`,
      value: `${middle((round) => round.many.ms / round.few.ms).toFixed(2)}×`,
      how: `${middle(({ many }) => many.ms).toFixed(0)} ms against ${middle(({ few }) => few.ms).toFixed(0)} ms, medians of ${rounds.length} rounds in turn, workerd and D1 on this machine`,
    },
  ];
}
