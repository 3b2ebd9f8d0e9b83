import { compile } from '#experiments/definition/catalog/compile.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { collect } from '../new/collect.ts';
import { experimentFile } from '../new/experiment.ts';
import { experimentFields } from '../new/experiment-fields.ts';
import type { Project } from '../new/project.ts';
import type { Edit } from '../ship/edits.ts';
import type { Inability } from '../terminal.ts';
import type { OpenPage } from './open-page.ts';
import type { EditRequest } from './propose.ts';
import { variantChange } from './puts.ts';

/** Fields that the text on the page answers. */
const PLACED: readonly string[] = ['page', 'change'];

/** The wording as a draft of an experiment of its own, by the rules of `npm run new`. */
export async function newExperiment(
  open: OpenPage,
  request: EditRequest,
): Promise<{ readonly ok: true; readonly edit: Edit } | Inability> {
  const change = variantChange(open, request);
  if (!change.ok) return change;
  const { root, sources, known } = open;
  const compiled = compile({ ...sources, experiments: [] }, known);
  if (!compiled.ok) return { ok: false, sentence: 'The pages are wrong: npm run check says how.' };
  const project: Project = { ok: true, root, sources, known, compiled };
  const value = typeof change.whole === 'string' ? change.whole : JSON.stringify(change.whole);
  const given = Object.entries(request.fields).filter(([, text]) => text.trim() !== '');
  const fields = experimentFields(project, '');
  const lacking = fields.filter(
    ({ name, fallback }) =>
      fallback === undefined && !PLACED.includes(name) && !given.some(([known]) => known === name),
  );
  if (lacking.length > 0) {
    const names = lacking.map(({ name }) => name);
    return { ok: false, sentence: `A new experiment needs ${listText(names, 'and')}: fill it in.` };
  }
  const typed = {
    ...Object.fromEntries(given.map(([name, text]) => [name, [text]])),
    page: [open.path],
    change: [`${change.key}=${value}`],
  };
  const collected = await collect(fields, typed, {
    ask: null,
    say: () => {},
    example: 'npm run new -- experiment',
  });
  if (!collected.ok) return collected;
  const month = new Date().toISOString().slice(0, 7);
  const { file, text } = experimentFile(project, collected.values, month);
  return { ok: true, edit: { file, before: '', after: text } };
}
