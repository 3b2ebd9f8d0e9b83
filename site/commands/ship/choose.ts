import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { Variant } from '#experiments/definition/experiment/experiment.ts';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import type { Ask } from '../ask.ts';
import type { Inability } from '../terminal.ts';
import type { ShipOptions } from './options.ts';

/** Who won, and what the experiment taught. */
export type Choice = {
  readonly ok: true;
  readonly experiment: CatalogExperiment;
  readonly winner: Variant;
  readonly learned: string;
};

/** Fewest characters of `learned`: shorter ones say that something was learned, not what. */
const FEWEST_CHARACTERS = 20;
const EXAMPLE =
  'for example --learned "Owners buy saved driving time: +18 % demo requests, most of them on phones."';

/**
 * The running experiment that was named, its winner and what was learned, asked for where it was
 * not typed and somebody is there. Refuses drafts, ended experiments and variants that are not its.
 */
export async function choose(
  options: ShipOptions,
  experiments: readonly CatalogExperiment[],
  ask: Ask | null,
): Promise<Choice | Inability> {
  const found = experimentOf(options.experiment, experiments);
  if (!found.ok) return found;
  const { experiment } = found;
  const ids = experiment.variants.map(({ id }) => id);
  const typed = options.winner ?? (await ask?.(`Which variant won, ${listText(ids)}?`));
  if (typed === undefined || typed === '') {
    return refuse(`Which variant won? Add --winner and one of ${listText(ids)}.`);
  }
  const winner = experiment.variants.find(({ id }) => id === typed);
  if (winner === undefined) {
    return refuse(
      `"${typed}" is no variant of ${experiment.id}. There are ${listText(ids, 'and')}.${meant(typed, ids)}`,
    );
  }
  const learned =
    options.learned ??
    experiment.learned ??
    (await ask?.('What was learned, in a sentence?')) ??
    '';
  if (learned.trim().length < FEWEST_CHARACTERS) {
    const why = learned.trim() === '' ? 'What was learned?' : `"${learned}" says too little.`;
    return refuse(`${why} The next experiment builds on it: add --learned, ${EXAMPLE}`);
  }
  return { ok: true, experiment, winner, learned: learned.trim() };
}

function experimentOf(
  id: string | undefined,
  experiments: readonly CatalogExperiment[],
): { readonly ok: true; readonly experiment: CatalogExperiment } | Inability {
  const running = experiments.filter(({ status }) => status === 'running').map((one) => one.id);
  const list = running.length === 0 ? 'Nothing runs.' : `Running: ${listText(running, 'and')}.`;
  if (id === undefined) {
    return refuse(
      `Name the experiment, for example npm run ship -- ${running[0] ?? 'crm-headline'}. ${list}`,
    );
  }
  const experiment = experiments.find((one) => one.id === id);
  if (experiment === undefined) {
    return refuse(
      `There is no experiment "${id}". ${list}${meant(
        id,
        experiments.map((one) => one.id),
      )}`,
    );
  }
  if (experiment.status === 'draft') {
    return refuse(`${id} is a draft: nobody has seen it, so nothing can have won. ${list}`);
  }
  if (experiment.status === 'ended') {
    const { winner } = experiment;
    return refuse(
      `${id} has ended${winner === undefined ? '' : `; its winner is ${winner}`}. ${list}`,
    );
  }
  return { ok: true, experiment };
}

function meant(word: string, words: readonly string[]): string {
  const close = nearest(word, words);
  return close === undefined ? '' : ` Did you mean "${close}"?`;
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });
