import type { LandingOverview } from '#experiments/definition/catalog/overview.ts';
import type { PageShare } from '#experiments/definition/catalog/page-share.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { adGroupLines } from './ad-groups-text.ts';
import { brokenLines, textTable } from './text-table.ts';

/** What will be built and who will see it, as plain text for a terminal of so many columns. */
export function overviewText(landings: readonly LandingOverview[], width = Infinity): string {
  return landings
    .filter(({ parent }) => parent === null)
    .map((landing) =>
      [
        landingText(landing, width),
        ...adGroupLines(
          landing,
          landings.filter(({ parent }) => parent === landing.path),
          width,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

function landingText(
  { path, file, pages, experiments, ...rest }: LandingOverview,
  width: number,
): string {
  const table = (rows: readonly (readonly string[])[]) => textTable(rows, width);
  const shownRows = (heading: string, rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : [`  ${heading}`, ...table(rows)];
  return [
    `${path}  (${file})`,
    `  ${pages.length} static ${pages.length === 1 ? 'page' : 'pages'}`,
    ...table(
      pages.map(({ key, draft, shows, ...share }) => [
        shows === null ? key || 'control' : `${key} (shows ${shows})`,
        draft ? 'draft, only by preview link' : shareText(share),
      ]),
    ),
    '  Experiments',
    ...(experiments.length === 0 ? ['    none'] : table(experiments.map(experimentRow))),
    ...conflictRows(rest.conflicts, width),
    ...testedRows(rest.tested, width),
    '  Metrics',
    ...(rest.metrics.length === 0
      ? ['    none']
      : table(
          rest.metrics.map(({ id, roles, firedBy }) => [
            id,
            firedBy === null ? 'nothing here fires it' : firedBy,
            rolesText(roles),
          ]),
        )),
    ...shownRows(
      'Shows',
      rest.shown.windows.map(({ part, shows }) => [part, shows]),
    ),
    ...shownRows(
      'Keyword text',
      rest.shown.keywords.map(({ name, shows }) => [name, shows]),
    ),
    `  Legal links  ${legalText(rest.legal)}`,
  ].join('\n');
}

function conflictRows(conflicts: LandingOverview['conflicts'], width: number): readonly string[] {
  if (conflicts.length === 0) return [];
  return [
    '  Conflicts',
    ...conflicts.flatMap(({ experiments, keys }) =>
      brokenLines(
        `${experiments.join(' and ')} both change ${listText(keys, 'and')}: only one of them can run`,
        width - 4,
      ).map((line) => `    ${line}`),
    ),
  ];
}

function testedRows(tested: LandingOverview['tested'], width: number): readonly string[] {
  if (tested.length === 0) return [];
  return [
    '  Already tested here',
    ...tested.flatMap(({ draft, sentence }) =>
      brokenLines(`${draft}: ${sentence}`, width - 4).map((line) => `    ${line}`),
    ),
  ];
}

/** `primary of crm-form and crm-headline; secondary of crm-proof` */
function rolesText(roles: readonly string[]): string {
  if (roles.length === 0) return 'in no experiment';
  const named = roles.map((role) => role.split(' of ') as [string, string]);
  const kinds = [...new Set(named.map(([kind]) => kind))];
  return kinds
    .map((kind) => {
      const ids = named.filter(([other]) => other === kind).map(([, id]) => id);
      return `${kind} of ${listText(ids, 'and')}`;
    })
    .join('; ');
}

function legalText({ labels, missing }: LandingOverview['legal']): string {
  const shown = labels.length === 0 ? [] : [listText(labels, 'and')];
  return [...shown, ...missing.map((what) => `missing: ${what}`)].join('; ');
}

function experimentRow({
  id,
  status,
  isAa,
  variants,
  isLocked,
  ...rest
}: LandingOverview['experiments'][number]): readonly string[] {
  const lock = status === 'running' && !isLocked ? ', not locked' : '';
  const name = `${status}${isAa ? ', A/A' : ''}${lock}`;
  const audience = rest.audience === '' ? '' : `: ${rest.audience}`;
  if (status !== 'running') return [id, name, `nobody is assigned${audience}`];
  if (rest.splitBy !== null) {
    const arms = listText(
      variants.map((variant) => variant.id),
      'and',
    );
    return [id, name, `${arms} as ${rest.splitBy} says: not randomised by us${audience}`];
  }
  const shares = variants.map((variant) => `${variant.id} ${percent(variant.shareBp)}`);
  const of = audience === '' ? 'visitors' : `its audience${audience}`;
  return [id, name, `${listText(shares, 'and')} of ${of}${outsideText(rest)}`];
}

/** Who sees the control without being counted. */
function outsideText({
  allocationBp,
  group,
}: Pick<LandingOverview['experiments'][number], 'allocationBp' | 'group'>): string {
  const inGroup = group === null ? 10_000 : group.shareBp;
  const outside = 10_000 - (inGroup * allocationBp) / 10_000;
  const part = group === null ? '' : `; takes ${percent(group.shareBp)} of the group "${group.id}"`;
  return outside === 0 ? part : `${part}; ${percent(outside)} take no part and see the control`;
}

/** Whom a page is shown to; what an ad platform splits has no share of ours. */
function shareText({ shareBp, ledBy, ledAway }: PageShare): string {
  const share = percent(shareBp);
  if (ledBy.length > 0) return `${share} of visitors whom ${listText(ledBy, 'and')} leads here`;
  return ledAway.length > 0 ? `${share} of all other visitors` : `${share} of visitors`;
}

/** 3 333 basis points are "33.33 %". */
function percent(basisPoints: number): string {
  return `${Number((basisPoints / 100).toFixed(2))} %`;
}
