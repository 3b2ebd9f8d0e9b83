import type { LandingOverview } from '#experiments/definition/overview.ts';
import { listText } from '#experiments/definition/problem.ts';

/** What will be built and who will see it, as plain text for a terminal. */
export function overviewText(landings: readonly LandingOverview[]): string {
  return landings.map(landingText).join('\n\n');
}

function landingText({ path, id, pages, experiments, ...rest }: LandingOverview): string {
  return [
    `${path}  (site/landing/${id}.yaml)`,
    `  ${pages.length} static ${pages.length === 1 ? 'page' : 'pages'}`,
    ...table(
      pages.map(({ key, path, draft, shareBp }) => [
        key || 'control',
        draft ? 'draft, only by preview link' : percent(shareBp),
        path,
      ]),
    ),
    '  Experiments',
    ...(experiments.length === 0 ? ['    none'] : table(experiments.map(experimentRow))),
    ...conflictRows(rest.conflicts),
    '  Metrics',
    ...(rest.metrics.length === 0
      ? ['    none']
      : table(
          rest.metrics.map(({ id, roles, firedBy }) => [
            id,
            firedBy === null ? 'nothing here fires it' : firedBy,
            roles.length === 0 ? 'in no experiment' : roles.join(', '),
          ]),
        )),
    `  Legal links  ${legalText(rest.legal)}`,
  ].join('\n');
}

function conflictRows(conflicts: LandingOverview['conflicts']): readonly string[] {
  if (conflicts.length === 0) return [];
  return [
    '  Conflicts',
    ...conflicts.map(
      ({ experiments, keys }) =>
        `    ${experiments.join(' and ')} both change ${listText(keys, 'and')}: only one of them can run`,
    ),
  ];
}

function legalText({ labels, missing }: LandingOverview['legal']): string {
  const shown = labels.length === 0 ? [] : [listText(labels, 'and')];
  return [...shown, ...missing.map((what) => `missing: ${what}`)].join('; ');
}

function experimentRow({
  id,
  status,
  isAa,
  allocationBp,
  hasAudience,
  variants,
  isLocked,
}: LandingOverview['experiments'][number]): readonly string[] {
  const lock = status === 'running' && !isLocked ? ', not locked' : '';
  const name = `${status}${isAa ? ', A/A' : ''}${lock}`;
  if (status !== 'running') return [id, name, 'nobody is assigned'];
  const shares = variants.map((variant) => `${variant.id} ${percent(variant.shareBp)}`);
  const outside =
    allocationBp < 10_000
      ? `; ${percent(10_000 - allocationBp)} take no part and see the control`
      : '';
  return [
    id,
    name,
    `${listText(shares, 'and')} of ${hasAudience ? 'its audience' : 'visitors'}${outside}`,
  ];
}

/** 3 333 basis points are "33.33 %". */
function percent(basisPoints: number): string {
  return `${Number((basisPoints / 100).toFixed(2))} %`;
}

/** Rows with their columns under each other. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (soFar, row) => row.map((cell, column) => Math.max(cell.length, soFar[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
