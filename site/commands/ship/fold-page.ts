import type { NamedLanding } from '#experiments/definition/catalog/compile.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { splitMdx } from '#site/build/mdx/split.ts';
import { type Put, putInYaml } from './put-in-yaml.ts';

/** A landing, its file and what stands in that. */
export type LandingFile = {
  readonly landing: NamedLanding;
  readonly file: string;
  readonly text: string;
};

export type FoldedPage =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly sentence: string };

/**
 * The file of a landing with another's content in it, at its own address: path, form, thanks page and
 * whether it is listed stay. Refuses, with the steps for a hand, where the two do not fit together.
 */
export function foldPage(to: LandingFile, from: LandingFile): FoldedPage {
  const own = formsOf(to.landing);
  const taken = formsOf(from.landing);
  const sameKind = ending(to.file) === ending(from.file);
  const inBody = from.file.endsWith('.mdx') && taken.length > 0;
  const { thanks } = to.landing;
  if (!sameKind || inBody || taken.length > 1 || (taken.length === 1 && own.length !== 1)) {
    return { ok: false, sentence: handSteps(to, from, own, taken) };
  }
  const index = from.landing.sections.findIndex((section) => section.type === 'form');
  const puts: readonly Put[] = [
    { path: ['path'], value: to.landing.path },
    ...(index < 0 ? [] : [{ path: ['sections', index, 'form'], value: own[0] }]),
    ...(thanks === undefined || from.landing.thanks === undefined
      ? []
      : [{ path: ['thanks', 'path'], value: thanks.path }]),
    // A version in another language belongs to the address, not to what is shown there.
    ...(to.landing.translationOf === from.landing.translationOf
      ? []
      : [{ path: ['translationOf'], value: to.landing.translationOf ?? null }]),
    ...(to.landing.index === from.landing.index
      ? []
      : [{ path: ['index'], value: to.landing.index }]),
  ];
  return { ok: true, text: putAll(from, puts) };
}

function putAll({ file, text }: LandingFile, puts: readonly Put[]): string {
  const split = file.endsWith('.mdx') ? splitMdx(text) : undefined;
  const [start, end] = split?.values ?? [0, text.length];
  return text.slice(0, start) + puts.reduce(putInYaml, text.slice(start, end)) + text.slice(end);
}

function handSteps(
  to: LandingFile,
  from: LandingFile,
  own: readonly string[],
  taken: readonly string[],
): string {
  const target = to.file.replace(/[^.]+$/, ending(from.file));
  const steps = [
    `copy ${from.file} to ${target}${target === to.file ? '' : ` and remove ${to.file}`}`,
    `set path: ${to.landing.path} there`,
    ...(taken.length === 0
      ? []
      : [
          `give ${listText(taken, 'and')} form ids that no other page has${own.length === 0 ? '' : ` (${to.file} had ${listText(own, 'and')})`}, with metrics that match them`,
          `set thanks.path: ${to.landing.thanks?.path ?? `${to.landing.path}thanks/`}`,
        ]),
    'set status: ended, winner and learned in the experiment’s file',
    'run npm run check',
  ];
  const why = `${from.file} cannot take the place of ${to.file} by itself, because their forms or kinds of file differ.`;
  return `${why} By hand: ${steps.map((step, number) => `(${number + 1}) ${step}`).join('; ')}.`;
}

function formsOf({ sections }: NamedLanding): readonly string[] {
  return sections.flatMap((section) => (section.type === 'form' ? [section.form] : []));
}

const ending = (file: string) => file.slice(file.lastIndexOf('.') + 1);
