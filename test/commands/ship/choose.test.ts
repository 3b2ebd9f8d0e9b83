import { test } from 'vitest';
import { choose } from '#site/commands/ship/choose.ts';
import { readShipOptions } from '#site/commands/ship/options.ts';
import {
  compileProject,
  EXPERIMENT,
  EXPERIMENT_FILE,
  replaced,
} from '#test/domain/definition/project.ts';

const LEARNED = ['--learned', 'Owners buy saved driving time: 18 % more requests.'];
const DRAFT = replaced(
  replaced(replaced(EXPERIMENT, 'running', 'draft'), 'id: headline', 'id: second'),
  'seed: headline-1',
  'seed: second-1',
);
const PAST = replaced(replaced(EXPERIMENT, 'running', 'ended'), 'id: headline', 'id: past');
const FILES = {
  [EXPERIMENT_FILE]: EXPERIMENT,
  'experiments/catalog/second.yaml': DRAFT,
  'experiments/catalog/past.yaml': `${PAST}winner: control\nlearned: Nothing moved.\n`,
};

/** The sentence with which the words after `npm run ship --` are refused; undefined when they are not. */
async function refusal(...words: readonly string[]): Promise<string | undefined> {
  const compiled = compileProject(FILES);
  const options = readShipOptions(words);
  if (!options.ok) return options.sentence;
  const choice = await choose(options, compiled.ok ? compiled.catalog.experiments : [], null);
  return choice.ok ? undefined : choice.sentence;
}

test('refuses a draft, an ended experiment and one that does not exist', async ({ expect }) => {
  expect(await refusal('second', '--winner', 'outcome', ...LEARNED)).toBe(
    'second is a draft: nobody has seen it, so nothing can have won. Running: headline.',
  );
  expect(await refusal('past', '--winner', 'outcome', ...LEARNED)).toBe(
    'past has ended; its winner is control. Running: headline.',
  );
  expect(await refusal('hedline', '--winner', 'outcome', ...LEARNED)).toBe(
    'There is no experiment "hedline". Running: headline. Did you mean "headline"?',
  );
  expect(await refusal()).toBe(
    'Name the experiment, for example npm run ship -- headline. Running: headline.',
  );
});

test('refuses a missing winner and one that is no variant', async ({ expect }) => {
  expect(await refusal('headline', ...LEARNED)).toBe(
    'Which variant won? Add --winner and one of control or outcome.',
  );
  expect(await refusal('headline', '--winner', 'outcom', ...LEARNED)).toBe(
    '"outcom" is no variant of headline. There are control and outcome. Did you mean "outcome"?',
  );
});

test('refuses to forget what was learned', async ({ expect }) => {
  const example =
    'The next experiment builds on it: add --learned, for example --learned "Owners buy saved driving time: +18 % demo requests, most of them on phones."';
  expect(await refusal('headline', '--winner', 'outcome')).toBe(`What was learned? ${example}`);
  expect(await refusal('headline', '--winner', 'outcome', '--learned', 'It won.')).toBe(
    `"It won." says too little. ${example}`,
  );
  expect(await refusal('headline', '--winner', 'outcome', ...LEARNED)).toBeUndefined();
});

test('refuses options and words that it does not know', async ({ expect }) => {
  expect(await refusal('headline', '--winer', 'outcome')).toBe(
    'There is no option --winer. Did you mean --winner?',
  );
  expect(await refusal('headline', '--learned', 'Owners', 'ask')).toBe(
    '"ask" after "headline" is one word too many: put a text with spaces in quotes, for example --learned "Owners ask about cost first."',
  );
  expect(await refusal('headline', '--winner')).toBe('--winner has no value.');
});
