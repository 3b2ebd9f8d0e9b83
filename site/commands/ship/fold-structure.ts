import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import {
  ADD_KEY,
  isStructural,
  MOVE_STEP,
} from '#experiments/definition/experiment/change-structure.ts';
import { type Block, listBlocks, newBlock, withBlocks } from './list-blocks.ts';
import { putInYaml } from './put-in-yaml.ts';

type Place = {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly at?: 'first' | 'last' | undefined;
};
type Entry = { readonly id: string; readonly block: Block };

/** Sections that a variant adds, as they are written in the experiment's file. */
export function foldAdded(landing: string, change: YAMLMap): string {
  const added = change.get(ADD_KEY, true);
  if (!isSeq(added)) return landing;
  return edited(landing, (entries, column) => {
    for (const item of added.items) {
      if (!isMap(item)) continue;
      const { section, ...place } = item.toJSON() as Place & { section: { id: string } };
      const block = newBlock(item.get('section', true), column);
      entries.splice(indexFor(entries, place), 0, { id: section.id, block });
    }
  });
}

/** Sections that a variant moves and takes out; links of the header to the latter go with them. */
export function foldMovedAndRemoved(
  landing: string,
  change: Readonly<Record<string, unknown>>,
): string {
  const structural = Object.entries(change).filter(([key, value]) => isStructural(key, value));
  const removed = structural.filter(([key]) => !key.includes('.')).map(([key]) => key);
  const moved = structural.filter(([key]) => key.endsWith(`.${MOVE_STEP}`));
  if (removed.length + moved.length === 0) return landing;
  const text = edited(landing, (entries) => {
    for (const [key, place] of moved) {
      const [id = ''] = key.split('.');
      const from = entries.findIndex((entry) => entry.id === id);
      const [entry] = entries.splice(from, 1);
      if (entry !== undefined) entries.splice(indexFor(entries, place as Place), 0, entry);
    }
    for (const id of removed) {
      const index = entries.findIndex((entry) => entry.id === id);
      if (index >= 0) entries.splice(index, 1);
    }
  });
  return withoutLinks(text, removed);
}

function edited(landing: string, change: (entries: Entry[], column: number) => void): string {
  const list = listBlocks(landing, ['sections']);
  if (list === undefined) return landing;
  const { sections } = parseDocument(landing).toJS() as { sections: readonly { id: string }[] };
  const entries = list.blocks.map((block, index) => ({ id: sections[index]?.id ?? '', block }));
  change(entries, list.column);
  return withBlocks(
    list,
    entries.map(({ block }) => block),
  );
}

function indexFor(entries: readonly Entry[], place: Place): number {
  if (place.at !== undefined) return place.at === 'first' ? 0 : entries.length;
  const anchor = entries.findIndex(({ id }) => id === (place.after ?? place.before));
  return place.after === undefined ? anchor : anchor + 1;
}

function withoutLinks(landing: string, removed: readonly string[]): string {
  const { nav } = parseDocument(landing).toJS() as {
    nav?: { links?: readonly { href: string }[] };
  };
  const links = nav?.links ?? [];
  const isLeft = ({ href }: { href: string }) =>
    !removed.includes(href.slice(1)) || !href.startsWith('#');
  const left = links.filter(isLeft);
  if (left.length === links.length) return landing;
  const list = listBlocks(landing, ['nav', 'links']);
  return list === undefined || left.length === 0
    ? putInYaml(landing, { path: ['nav', 'links'], value: left })
    : withBlocks(
        list,
        list.blocks.filter((_, index) => links[index] !== undefined && isLeft(links[index])),
      );
}
