import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { drawnIn } from '#site/build/mdx/drawn-in-components.ts';
import { splitMdx } from '#site/build/mdx/split.ts';
import { foldTags } from '../ship/fold-tags.ts';
import type { Project } from './project.ts';

/** A landing's file taken apart at its values. */
export type PageText = {
  /** `yaml` or `mdx`. */
  readonly ending: string;
  readonly values: string;
  /** The whole file with other values, and with other names of the forms in its body. */
  readonly withValues: (values: string, forms: readonly FormName[]) => string;
};
type FormName = { readonly from: string; readonly to: string };

/**
 * The file of a landing that is copied. Of an .mdx file the body comes along as its controls show it:
 * an experiment is on the pages that its file names, and the copy is none of them.
 */
export async function pageText({ root, sources }: Project, id: string): Promise<PageText> {
  const file = sources.landings.find(({ stem }) => stem === id)?.file;
  if (file === undefined) throw new Error(`${id} has no file of its own`);
  const text = await readFile(path.join(root, file), 'utf8');
  const split = file.endsWith('.mdx') ? splitMdx(text) : undefined;
  if (split === undefined) return { ending: 'yaml', values: text, withValues: (values) => values };
  const [start, end] = split.values;
  return {
    ending: 'mdx',
    values: text.slice(start, end),
    withValues: (values, forms) => {
      const body = drawnIn(file, text).drawn.reduce(
        (result, one) => foldTags(result, one.id, controlOf(one.id, sources) ?? ''),
        text.slice(0, start) + values + text.slice(end),
      );
      return forms.reduce(
        (result, { from, to }) => result.replaceAll(`form="${from}"`, `form="${to}"`),
        body,
      );
    },
  };
}

function controlOf(id: string, { experiments }: Project['sources']): string | undefined {
  const value = experiments.find(({ stem }) => stem === id)?.value as
    | { readonly variants?: readonly { readonly id?: string }[] }
    | undefined;
  return value?.variants?.[0]?.id;
}
