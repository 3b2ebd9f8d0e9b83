import type { Definitions, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { fingerprint, fingerprintKeys } from '../experiment/fingerprint.ts';
import { LOCK_FILE, type Lock } from '../experiment/lock.ts';
import { type KeyPath, keyText, listText, type Problem, problemAt } from '../faults/problem.ts';

/** Experiments that are no longer what they were when they began to run. */
export function checkLock({ experiments, lock }: Definitions): readonly Problem[] {
  return experiments.flatMap((experiment) => {
    const entry = lock[experiment.value.id];
    if (entry === undefined) return [];
    return [...backToDraft(experiment), ...changed(experiment, entry)];
  });
}

function backToDraft({ source, value }: Sourced<Experiment>): readonly Problem[] {
  if (value.status !== 'draft') return [];
  return [
    problemAt(source, ['status'], {
      wrong: `is draft, but "${value.id}" has run: ${LOCK_FILE} holds it, and its visitors are in the data`,
      allowed: 'running or ended',
    }),
  ];
}

function changed({ source, value }: Sourced<Experiment>, entry: Lock[string]): readonly Problem[] {
  if (fingerprint(value) === entry.fingerprint) return [];
  const now = fingerprintKeys(value);
  const keys = [...new Set([...Object.keys(now), ...Object.keys(entry.keys)])].filter(
    (key) => now[key] !== entry.keys[key],
  );
  const paths = keys.map((key) => pathOf(key, value));
  const names = paths.map((path, index) => {
    const key = keys[index] ?? '';
    return now[key] === undefined ? `${keyText(path)} (gone)` : keyText(path);
  });
  const what =
    keys.length === 0
      ? 'its fingerprint is another'
      : `${listText(names, 'and')} ${keys.length === 1 ? 'is' : 'are'} not what visitors saw`;
  return [
    problemAt(source, paths[0] ?? [], {
      key: '',
      wrong: `${value.status === 'ended' ? 'has run' : 'is running'} and may not change: ${what}`,
      allowed: `put it back, or copy it to a new id: npm run new -- experiment --copy ${value.id}`,
    }),
  ];
}

/** `variants.outcome.change.hero.headline` as a place in the file; a variant that is gone by its id. */
function pathOf(key: string, { variants }: Experiment): KeyPath {
  const [, id = '', part = '', ...rest] = key.split('.');
  if (!key.startsWith('variants.')) return key.split('.');
  const index = variants.findIndex((variant) => variant.id === id);
  const inner = rest.length > 0 ? [part, rest.join('.')] : [part];
  return index < 0 ? ['variants', id, ...inner] : ['variants', index, ...inner];
}
