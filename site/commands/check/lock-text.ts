import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { listText } from '#experiments/definition/faults/problem.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** Whether what runs is locked, and what to do where it is not. */
export function lockText({ catalog, unlocked, growing }: Good, written: readonly string[]): string {
  if (unlocked.length > 0) {
    const [verb, them] = unlocked.length === 1 ? ['runs and is', 'it'] : ['run and are', 'them'];
    return `${listText(unlocked, 'and')} ${verb} not in ${LOCK_FILE}. While you still edit ${them}, that is right; then record what visitors will see: npm run check -- --write-lock`;
  }
  const running = catalog.experiments.filter(({ status }) => status === 'running').length;
  if (written.length > 0) {
    return `${listText(written, 'and')} ${written.length === 1 ? 'is' : 'are'} now in ${LOCK_FILE}. Commit it.`;
  }
  if (growing.length > 0) {
    return `Lock: nothing that it holds has changed. Of ${listText(growing, 'and')} it can hold more (page texts that are compared, metrics): npm run check -- --write-lock`;
  }
  return running === 0
    ? 'Nothing runs.'
    : `Lock: ${running === 1 ? 'the running experiment is what it was' : `the ${running} running experiments are what they were`} at the start.`;
}
