import { formsOfParent } from '../catalog/build-forms.ts';
import type { Definitions, Known, Sourced } from '../catalog/definitions.ts';
import { type KeyPath, type Problem, problemAt, type Source } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';

type Claim = { readonly source: Source; readonly path: KeyPath; readonly value: string };

/** Two pages at one path, a page at the path of another kind, or a form of two landings. */
export function checkLandings({ landings }: Definitions, { ownPaths }: Known): readonly Problem[] {
  const paths = landings.flatMap(({ source, value }): readonly Claim[] => [
    { source, path: ['path'], value: value.path },
    ...thanksClaims({ source, value }),
  ]);
  const forms = landings.flatMap(({ source, value }) =>
    value.sections.flatMap((section, index): readonly Claim[] =>
      section.type === 'form' && !formsOfParent(value, landings).includes(section.form)
        ? [{ source, path: ['sections', index, 'form'], value: section.form }]
        : [],
    ),
  );
  const blocked = paths.flatMap(({ source, path, value }) =>
    ownPaths
      .filter((own) => own.path === value)
      .map(({ file }) =>
        problemAt(source, path, { wrong: `the path ${value} is taken by ${file}` }),
      ),
  );
  const twice = [
    ...claimedTwice(paths, (value) => `the path ${value} is taken`),
    // A form within one landing is checked by the landing's own schema.
    ...claimedTwice(forms, (value) => `the form "${value}" is taken`).filter(
      ({ other, problem }) => other !== problem.file,
    ),
  ];
  return [...blocked, ...twice.map(({ problem }) => problem)];
}

function thanksClaims({ source, value }: Sourced<Landing>): readonly Claim[] {
  const own = value.thanks;
  return [
    ...(own === undefined ? [] : [{ source, path: ['thanks', 'path'], value: own.path }]),
    ...value.sections.flatMap((section, index): readonly Claim[] =>
      section.type === 'form' && section.thanks !== undefined && value.parent === undefined
        ? [{ source, path: ['sections', index, 'thanks', 'path'], value: section.thanks.path }]
        : [],
    ),
  ];
}

function claimedTwice(
  claims: readonly Claim[],
  wrong: (value: string) => string,
): readonly { readonly problem: Problem; readonly other: string }[] {
  return claims.flatMap((claim, index) => {
    const first = claims.findIndex(({ value }) => value === claim.value);
    const holder = claims[first];
    if (holder === undefined || first === index) return [];
    const place = `${holder.source.file}:${holder.source.lineOf(holder.path)}`;
    const problem = problemAt(claim.source, claim.path, {
      wrong: `${wrong(claim.value)} by ${place}`,
    });
    return [{ problem, other: holder.source.file }];
  });
}
