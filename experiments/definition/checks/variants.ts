import { isOn } from '../catalog/build-pages.ts';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { listText, type Problem, problemAt } from '../faults/problem.ts';
import type { DrawnExperiment } from '../landing/body.ts';
import type { Landing } from '../landing/landing.ts';
import { checkAddedForms } from './added-forms.ts';
import { checkPageVariants } from './page-variants.ts';

/** Component variants that nothing draws, drawings that no experiment knows, pages as variants. */
export function checkVariants(definitions: Definitions): readonly Problem[] {
  const { experiments } = definitions;
  return [
    ...definitions.drawn.flatMap((drawn) => checkDrawn(drawn, definitions)),
    ...experiments
      .filter(({ value }) => value.status !== 'ended')
      .flatMap((experiment) => checkComponents(experiment, definitions)),
    ...checkPageVariants(definitions),
    ...checkAddedForms(definitions),
  ];
}

/** Whether each variant that a file draws is one, the control among them. */
function checkDrawn(
  drawn: DrawnExperiment,
  { experiments, experimentIds, landings }: Definitions,
): readonly Problem[] {
  const complain = (line: number, tag: string, fault: ReturnType<typeof unknownWord>): Problem => ({
    level: 'error',
    file: drawn.file,
    line,
    key: `<${tag}>`,
    ...fault,
  });
  if (!experimentIds.includes(drawn.id)) {
    const wrong = `no experiment is called "${drawn.id}"`;
    return [complain(drawn.line, 'Experiment', unknownWord(wrong, drawn.id, experimentIds))];
  }
  const experiment = experiments.find(({ value }) => value.id === drawn.id);
  if (experiment === undefined) return [];
  const { value, source } = experiment;
  const ids = value.variants.map(({ id }) => id);
  const own = drawn.variants.map(({ id }) => id);
  const [control = ''] = ids;
  const landing = landings.find((one) => one.source.file === drawn.file);
  const problems = drawn.variants.flatMap(({ id, line }, index): readonly Problem[] => {
    if (!ids.includes(id)) {
      const wrong = `"${id}" is no variant of ${value.id}`;
      return [complain(line, 'Variant', unknownWord(wrong, id, ids))];
    }
    if (own.indexOf(id) < index) {
      return [complain(line, 'Variant', { wrong: `draws "${id}" a second time` })];
    }
    const unmarked =
      id !== control && value.variants.every((one) => one.id !== id || !one.component);
    if (!unmarked || value.status === 'ended') return [];
    const line2 = source.lineOf(['variants', ids.indexOf(id)]);
    return [
      complain(line, 'Variant', {
        wrong: `draws "${id}", which gets no page of its own for it`,
        allowed: `component: true in ${source.file}:${line2}`,
      }),
    ];
  });
  if (!own.includes(control)) {
    const wrong = `draws no control; whoever takes no part would see nothing here`;
    problems.push(
      complain(drawn.line, 'Experiment', { wrong, allowed: `a <Variant id="${control}">` }),
    );
  }
  if (landing !== undefined && !isOn(value, landing.value.path)) {
    problems.push(
      complain(drawn.line, 'Experiment', {
        wrong: `"${value.id}" is not on ${landing.value.path}`,
        allowed: `pages: [${[...value.pages, landing.value.path].join(', ')}] in ${source.file}`,
      }),
    );
  }
  if (value.status === 'ended') {
    const wrong = `"${value.id}" has ended, and everybody sees "${control}"; keep what won and take the tags away`;
    problems.push({
      ...complain(drawn.line, 'Experiment', { wrong }),
      level: 'warning',
    });
  }
  return problems;
}

/** Whether something draws each component variant, on every page that it is on. */
function checkComponents(
  { source, value }: Sourced<Experiment>,
  { landings, drawn }: Definitions,
): readonly Problem[] {
  const here = landings.filter((landing) => isOn(value, landing.value.path));
  const seen = new Set<string>();
  return value.variants.flatMap(({ id, component }, index) =>
    component === undefined
      ? []
      : here.flatMap((landing): readonly Problem[] => {
          const drawings = drawingsFor(value.id, landing, drawn);
          const place = ['variants', index, 'component'] as const;
          if (drawings.length === 0) {
            const ids = [...new Set(drawn.map((one) => one.id))];
            const wrong = `nothing draws "${value.id}" on ${landing.value.path}: there is no <Experiment id="${value.id}"> in its .mdx file or in a component`;
            const fault = unknownWord(wrong, value.id, ids);
            return [problemAt(source, place, { ...fault, allowed: fault.allowed ?? HOW })];
          }
          if (drawings.some(({ variants }) => variants.some((one) => one.id === id))) return [];
          const files = drawings.map(({ file, line }) => `${file}:${line}`);
          const text = files.join();
          if (seen.has(`${id} ${text}`)) return [];
          seen.add(`${id} ${text}`);
          const ids = drawings.flatMap(({ variants }) => variants.map((one) => one.id));
          const wrong = `${listText(files, 'and')} draws "${value.id}", but no <Variant id="${id}">`;
          return [problemAt(source, place, unknownWord(wrong, id, ids))];
        }),
  );
}

const HOW = 'the tags around what differs, or change in place of component';

/** Where an experiment is drawn for a landing: in its own file, else in any component. */
function drawingsFor(
  id: string,
  { source }: Sourced<Landing>,
  drawn: readonly DrawnExperiment[],
): readonly DrawnExperiment[] {
  const all = drawn.filter((one) => one.id === id);
  const own = all.filter(({ file }) => file === source.file);
  return own.length > 0 ? own : all.filter(({ file }) => !file.endsWith('.mdx'));
}
