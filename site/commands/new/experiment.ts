import { Document, isMap, isScalar, isSeq, Scalar, visit } from 'yaml';
import { resolvePages } from '#experiments/definition/catalog/pages.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import type { Landing } from '#experiments/definition/landing/landing.ts';
import { schemaLine } from '#site/build/editor-schemas/schema-line.ts';
import { CATALOG_FOLDER } from '#site/build/load.ts';
import { readPercent } from '../plan/numbers.ts';
import { readChange } from './change-option.ts';
import type { Values } from './collect.ts';
import { groupPart } from './group-part.ts';
import type { NewFile, Project } from './project.ts';

/** Columns before a long text is folded. */
const LINE_WIDTH = 100;

/** The file of a new experiment: a draft, or running when its visitors are planned. */
export function experimentFile(project: Project, values: Values, month: string): NewFile {
  const one = (name: string): string => values[name]?.[0] ?? '';
  const { landings } = project.compiled;
  const pages = values['page'] ?? [];
  const [path] = resolvePages(
    pages,
    landings.map((landing) => landing.path),
  );
  const named = landings.find((candidate) => candidate.path === path);
  const { id: _id, ...landing } = named ?? { id: '' };
  const change = (values['change'] ?? []).flatMap((text) => {
    const read = named && readChange(text, landing as Landing);
    return read ? [read] : [];
  });
  const visitors = one('visitors');
  const secondary = values['secondary'] ?? [];
  const experiment = {
    id: one('id'),
    title: one('title') || one('what').replace(/\.$/, '').slice(0, 120),
    owner: one('owner'),
    hypothesis: {
      because: one('because'),
      change: one('what'),
      audience: one('for') || `All visitors of ${listText(pages, 'and')}`,
      metric: one('metric'),
      atLeastBp: Math.round((readPercent(one('at-least')) ?? 0) * 10_000),
    },
    status: visitors === '' ? 'draft' : 'running',
    pages,
    seed: `${one('id')}-${month}`,
    allocationBp: 10_000,
    ...groupPart(project, values),
    variants: [
      { id: 'control', weightBp: 5_000 },
      {
        id: one('variant'),
        weightBp: 5_000,
        ...(values['shows'] === undefined
          ? { change: Object.fromEntries(change) }
          : { page: one('shows') }),
      },
    ],
    primary: one('metric'),
    ...(secondary.length === 0 ? {} : { secondary }),
    ...(visitors === '' ? {} : { plan: { visitors: Number(visitors) } }),
  };
  const file = `${CATALOG_FOLDER}/${experiment.id}.yaml`;
  return { file, text: `${schemaLine('experiment', file)}\n${yamlText(experiment)}` };
}

/** As the other experiments are written: short lists in brackets, long texts folded. */
function yamlText(value: object): string {
  const document = new Document(value);
  visit(document, {
    Seq(_key, node) {
      if (node.items.every((item) => isScalar(item))) node.flow = true;
    },
    Pair(_key, pair) {
      const { value: node } = pair;
      if (isMap(node) || isSeq(node) || !isScalar(node) || typeof node.value !== 'string') return;
      if (node.value.length > 80) node.type = Scalar.BLOCK_FOLDED;
    },
  });
  return document.toString({
    lineWidth: LINE_WIDTH,
    singleQuote: true,
    flowCollectionPadding: false,
  });
}
