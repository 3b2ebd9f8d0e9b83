import type { Definitions, Known } from '../catalog/definitions.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type KeyPath, type Problem, problemAt, type Source } from '../faults/problem.ts';

/** Pictures that a page or a variant names and that do not lie where the name says. */
export function checkPictures(
  { landings, experiments }: Definitions,
  { pictures }: Known,
): readonly Problem[] {
  if (pictures === undefined) return [];
  // A page of the ad groups' table has the pictures of its landing, where they are complained of.
  const written = landings.filter(({ source }) => !source.file.endsWith('.csv'));
  return [
    ...written.flatMap(({ source, value }) =>
      namedIn(value).flatMap((one) => absent(source, one, folderOf(source.file), pictures)),
    ),
    ...experiments
      .filter(({ value }) => value.status !== 'ended')
      .flatMap(({ source, value }) => {
        const landing = written.find((one) => value.pages.includes(one.value.path));
        if (landing === undefined) return [];
        const folder = folderOf(landing.source.file);
        return namedIn(value.variants.map(({ change }) => ({ change }))).flatMap((one) =>
          absent(source, { ...one, path: ['variants', ...one.path] }, folder, pictures),
        );
      }),
  ];
}

type Named = { readonly path: KeyPath; readonly src: string };

/** Every picture in a value: an object with `src` and `alt`. */
function namedIn(value: unknown, path: KeyPath = []): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => namedIn(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  if ('src' in value && 'alt' in value && typeof value.src === 'string') {
    return [{ path: [...path, 'src'], src: value.src }];
  }
  return Object.entries(value).flatMap(([key, one]) => namedIn(one, [...path, key]));
}

function absent(
  source: Source,
  { path, src }: Named,
  folder: string,
  pictures: readonly string[],
): readonly Problem[] {
  if (pictures.includes(resolved(folder, src))) return [];
  const beside = pictures
    .filter((file) => file.startsWith(folder))
    .map((file) => `./${file.slice(folder.length)}`);
  const wrong = `no picture is at ${resolved(folder, src)}`;
  return [
    problemAt(
      source,
      path,
      beside.length === 0
        ? { wrong, allowed: `a file that lies there; put it into ${folder}` }
        : unknownWord(wrong, src, beside),
    ),
  ];
}

/** `site/landing/` for `site/landing/crm.yaml`. */
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

/** The file that a name such as `../crew.jpg` means from a folder. */
function resolved(folder: string, name: string): string {
  const segments = folder.split('/').slice(0, -1);
  for (const segment of name.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
