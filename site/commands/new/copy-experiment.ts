import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Document, isSeq, parseDocument } from 'yaml';
import { groupPartSchema } from '#experiments/definition/experiment/experiment.ts';
import { CATALOG_FOLDER } from '#site/build/load.ts';
import { putInYaml } from '../ship/put-in-yaml.ts';
import type { Field, Values } from './collect.ts';
import { takenIds } from './experiment-fields.ts';
import { copiedPart } from './group-part.ts';
import { nextId, unknownName, unusableId } from './names.ts';
import type { NewFile, Project } from './project.ts';

/** What must be known for a copy of an experiment. */
export function copyFields(project: Project, copied: string): readonly Field[] {
  const ids = project.sources.experiments.map(({ stem }) => stem);
  return [
    { name: 'copy', question: '', check: (id) => unknownName('copy', id, ids) },
    {
      name: 'id',
      question: 'What shall it be called?',
      fallback: nextId(copied, takenIds(project)),
      check: (id) => unusableId('id', id, takenIds(project)),
    },
    { name: 'title', question: '', quiet: true, fallback: '' },
  ];
}

/** A draft with another id and seed, otherwise as its model is now, comments included. */
export async function copiedFile(
  project: Project,
  values: Values,
  month: string,
): Promise<NewFile> {
  const [from = ''] = values['copy'] ?? [];
  const [id = ''] = values['id'] ?? [];
  const text = await readFile(path.join(project.root, CATALOG_FOLDER, `${from}.yaml`), 'utf8');
  const model = parseDocument(text);
  const title = values['title']?.[0] ?? model.get('title');
  const made = [
    { path: ['id'], value: id },
    { path: ['title'], value: title },
    { path: ['status'], value: 'draft' },
    { path: ['seed'], value: `${id}-${month}` },
    ...['winner', 'learned', 'score', 'startAt', 'endAt'].map((key) => ({
      path: [key],
      value: null,
    })),
    ...partOf(project, model),
  ].reduce(putInYaml, text);
  return { file: `${CATALOG_FOLDER}/${id}.yaml`, text: made };
}

/** A part of the group that no other experiment has; the model keeps its own while it is not ended. */
function partOf(project: Project, model: Document): readonly { path: string[]; value: unknown }[] {
  const read = groupPartSchema.safeParse(model.toJS());
  if (!read.success || read.data.group === undefined || read.data.groupRangeBp === undefined) {
    return [];
  }
  const part = copiedPart(project, read.data.group, read.data.groupRangeBp);
  const value = new Document([...part]).contents;
  if (isSeq(value)) value.flow = true;
  return [{ path: ['groupRangeBp'], value }];
}
