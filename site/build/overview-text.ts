import type { LandingOverview } from '#experiments/definition/overview.ts';
import { listText } from '#experiments/definition/problem.ts';

/** What will be built and who will see it, as plain text for a terminal. */
export function overviewText(landings: readonly LandingOverview[]): string {
  return landings.map(landingText).join('\n\n');
}

function landingText({ path, id, pages, experiments, metrics }: LandingOverview): string {
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
    '  Metrics',
    ...(metrics.length === 0
      ? ['    none']
      : table(
          metrics.map(({ id, roles, firedBy }) => [
            id,
            firedBy === null ? 'nothing here fires it' : firedBy,
            roles.length === 0 ? 'in no experiment' : roles.join(', '),
          ]),
        )),
  ].join('\n');
}

function experimentRow({
  id,
  status,
  isAa,
  allocationBp,
  hasAudience,
  variants,
}: LandingOverview['experiments'][number]): readonly string[] {
  const name = isAa ? `${status}, A/A` : status;
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
