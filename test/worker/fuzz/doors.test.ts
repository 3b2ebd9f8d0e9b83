import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Door } from './door.ts';
import { writes } from './doors-editor.ts';
import { events } from './doors-events.ts';
import { forms } from './doors-forms.ts';
import { handoffs, hooks } from './doors-hooks.ts';
import { choices, pages, previews, thanks } from './doors-pages.ts';
import { reads } from './doors-report.ts';
import { confirm, consent, erase } from './doors-visitor.ts';
import { faultsOf } from './sound-answer.ts';

/** How many inputs in all; `npm run test:fuzz` asks for 100 000. */
const INPUTS = Number(env.TEST_FUZZ);
/** The same in every run; then a tenth as many by a seed that nobody chose, which is printed. */
const SEED = 20_261_123;
const RANDOM =
  env.TEST_FUZZ_SEED === ''
    ? (crypto.getRandomValues(new Uint32Array(1))[0] ?? 1)
    : Number(env.TEST_FUZZ_SEED);

const DOORS = [
  pages,
  previews,
  thanks,
  choices,
  events,
  forms,
  consent,
  confirm,
  erase,
  hooks,
  handoffs,
  reads,
  writes,
];
const tally = { inputs: 0, forged: 0, taken: 0, failed: 0 };

test('the doors have all inputs between them', () => {
  expect(DOORS.reduce((sum, { share }) => sum + share, 0)).toBe(100);
});

for (const door of DOORS) {
  const { name, share } = door;
  const inputs = Math.round((INPUTS * share) / 100);
  test(`${name}: no answer fails, shows what was planted or believes what was forged`, {
    timeout: 7_200_000,
  }, async () => {
    for (const [seed, numRuns] of [
      [SEED, Math.round(inputs * 0.9)],
      [RANDOM, Math.round(inputs * 0.1)],
    ] as const) {
      await fuzz(door, { seed, numRuns });
    }
  });
}

afterAll(() => {
  const { inputs, forged, taken, failed } = tally;
  // biome-ignore lint/suspicious/noConsole: the figures of the run
  console.log(
    `${inputs} inputs at ${DOORS.length} doors (seeds ${SEED} and ${RANDOM}): ${failed} failed, ${forged} forgeries refused, ${taken} genuine ones believed.`,
  );
});

async function fuzz(
  door: Door,
  run: { readonly seed: number; readonly numRuns: number },
): Promise<void> {
  const ask = await door.open();
  let believed = 0;
  const property = fc.asyncProperty(door.inputs, async (input) => {
    const { response, forged, taken } = await ask(input);
    const faults = [
      ...(await faultsOf(response)),
      ...(forged && taken ? ['believes a forgery'] : []),
    ];
    tally.inputs += 1;
    if (forged) tally.forged += 1;
    if (taken) believed += 1;
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  const details = await fc.check(property, run);
  tally.taken += believed;
  if (details.failed) {
    tally.failed += 1;
    const again = `TEST_FUZZ_SEED=${run.seed} npm run test:fuzz -- -t "${door.name}"`;
    throw new Error(
      `${String(details.errorInstance)}\n${await fc.asyncDefaultReportMessage(details)}\nAgain: ${again}`,
    );
  }
  // Few inputs of another seed say nothing about the mix.
  if (run.seed !== SEED || run.numRuns < 50) return;
  const part = believed / run.numRuns;
  expect(part, 'the part that is believed').toBeGreaterThanOrEqual(door.atLeastTaken);
}
