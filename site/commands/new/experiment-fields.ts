import { matchingPaths, nearestPath, resolvePages } from '#experiments/definition/catalog/pages.ts';
import { applyChange, type Change } from '#experiments/definition/experiment/change.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { vagueBecause, vagueChange } from '#experiments/definition/faults/vague.ts';
import type { Landing } from '#experiments/definition/landing/landing.ts';
import { readCount, readPercent } from '../plan/numbers.ts';
import { readChange } from './change-option.ts';
import type { Field, Values } from './collect.ts';
import { groupFields } from './group-part.ts';
import { unknownName, unusableId } from './names.ts';
import type { Project } from './project.ts';
import { becauseSentence, changeSentence } from './vague-words.ts';

export const EXPERIMENT_EXAMPLE =
  'npm run new -- experiment --id crm-cost --page /crm/ --change hero.headline="41 minutes less driving" --metric demo-request --what "The headline states the saved driving time." --because "In 14 of 20 calls the owner asked about cost first." --at-least 20%';

/**
 * What must be known for an experiment that is no copy: what changes on the page, or with `--shows`
 * which landing is the variant.
 */
export function experimentFields(project: Project, owner: string, shows = false): readonly Field[] {
  const { landings, catalog } = project.compiled;
  const paths = landings.map((landing) => landing.path);
  const metrics = catalog.metrics.map(({ id }) => id);
  const on = (found: Values): readonly Landing[] => {
    const here = resolvePages(found['page'] ?? [], paths);
    return landings
      .filter(({ path }) => here.includes(path))
      .map(({ id: _id, ...landing }) => landing);
  };
  return [
    {
      name: 'page',
      question: `On which page (${paths.join(', ')}; /crm/* means several)?`,
      many: true,
      check: (entry) => {
        if (matchingPaths(entry, paths).length > 0) return null;
        const close = nearestPath(entry, paths);
        return `--page is "${entry}". There ${paths.length === 1 ? 'is' : 'are'} ${listText(paths, 'and')}.${close === undefined ? '' : ` Did you mean "${close}"?`}`;
      },
    },
    shows
      ? {
          name: 'shows',
          question: '',
          check: (path, found) =>
            unusableLanding(path, paths, resolvePages(found['page'] ?? [], paths)),
        }
      : {
          name: 'change',
          question:
            'Which text changes to what, for example hero.headline=41 minutes less driving?',
          many: true,
          check: (text, found) => unusableChange(text, on(found)),
        },
    {
      name: 'metric',
      question: `What decides (${metrics.join(', ')})?`,
      check: (id) => unknownName('metric', id, metrics),
    },
    {
      name: 'because',
      question: 'What did you see that makes you expect a difference?',
      check: (text) => {
        const reason = vagueBecause(text);
        return reason === null ? null : becauseSentence(reason);
      },
    },
    {
      name: 'what',
      question: 'What will visitors see instead, in a sentence?',
      check: (text, found) => {
        const reason = vagueChange(text, found['because']?.[0] ?? '');
        return reason === null ? null : changeSentence(reason);
      },
    },
    {
      name: 'at-least',
      question: 'Which change of the rate would be worth having, for example 20%?',
      check: (text) => {
        const share = readPercent(text);
        return share !== null && share >= 0.0001 && share <= 100
          ? null
          : `--at-least is "${text}": give a percentage above 0, for example --at-least 20%.`;
      },
    },
    {
      name: 'id',
      question: 'What shall it be called, for example crm-cost? (for ever)',
      check: (id) => unusableId('id', id, takenIds(project)),
    },
    {
      name: 'variant',
      question: '',
      quiet: true,
      fallback: 'treatment',
      check: (id) => unusableId('variant', id, ['control']),
    },
    { name: 'title', question: '', quiet: true, fallback: '' },
    owner === ''
      ? { name: 'owner', question: 'Who looks after it?' }
      : { name: 'owner', question: '', quiet: true, fallback: owner },
    { name: 'for', question: '', quiet: true, fallback: '' },
    {
      name: 'secondary',
      question: '',
      quiet: true,
      many: true,
      fallback: '',
      check: (id) => unknownName('secondary', id, metrics),
    },
    {
      name: 'visitors',
      question: '',
      quiet: true,
      fallback: '',
      check: (text) =>
        (readCount(text) ?? 0) >= 100 && Number.isInteger(Number(text))
          ? null
          : `--visitors is "${text}": give the whole number from npm run plan, at least 100.`,
    },
    ...groupFields(project),
  ];
}

/** Ids of the catalog's files, readable or not, and of the lock. */
export function takenIds({ sources }: Project): readonly string[] {
  const locked = Object.keys((sources.lock?.value ?? {}) as object);
  return [...sources.experiments.map(({ stem }) => stem), ...locked];
}

function unusableLanding(
  path: string,
  paths: readonly string[],
  tested: readonly string[],
): string | null {
  const others = paths.filter((one) => !tested.includes(one));
  if (others.includes(path)) return null;
  if (others.length === 0) {
    return '--shows needs a second landing: write one with npm run new -- page --copy and --path.';
  }
  const close = nearestPath(path, others);
  const why = tested.includes(path) ? ', which is the page itself' : '';
  return `--shows is "${path}"${why}. There ${others.length === 1 ? 'is' : 'are'} ${listText(others, 'and')}.${close === undefined ? '' : ` Did you mean "${close}"?`}`;
}

function unusableChange(text: string, landings: readonly Landing[]): string | null {
  for (const landing of landings) {
    const read = readChange(text, landing);
    if (read === null) {
      return `--change is "${text}": write key=text, for example --change hero.headline="41 minutes less driving".`;
    }
    const changed = applyChange(landing, Object.fromEntries([read]) as Change);
    if (!changed.ok) {
      const {
        wrong,
        allowed,
        nearest: close,
      } = changed.faults[0]?.fault ?? { wrong: 'does not fit' };
      return [
        `--change ${read[0]}: ${wrong}.`,
        ...(allowed === undefined ? [] : [`Allowed: ${allowed}.`]),
        ...(close === undefined ? [] : [`Did you mean "${close}"?`]),
      ].join(' ');
    }
  }
  return null;
}
