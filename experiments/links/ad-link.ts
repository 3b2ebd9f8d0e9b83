import { type PickRule, pickedPath } from '../ad-groups/pick.ts';
import type { AdColumn, AdRow } from './ad-rows.ts';
import type { Evidence, Macro } from './platforms.ts';

/** One parameter of an ad's address: a text of ours, or a placeholder of the platform. */
export type AdParameter = {
  readonly name: string;
  readonly value: { readonly text: string; readonly column: AdColumn } | Macro;
};

/** What to put into the fields of an ad. */
export type AdLink = {
  readonly row: AdRow;
  readonly parameters: readonly AdParameter[];
  /** Path of the page that people see: the landing, or an ad group's page that the names pick there. */
  readonly shows: string;
  /** For the address field. */
  readonly finalUrl: string;
  /** For the parameter field; null when the address has them. */
  readonly template: string | null;
  /** Placeholders that no vendor's document or common practice confirms: to be tried first. */
  readonly unverified: readonly string[];
  /** Placeholders that are common practice, in no vendor's document that we know: to be tried too. */
  readonly practised: readonly string[];
};

/**
 * Address and template of an ad on `origin`. Names go in as text, percent-encoded; what changes with
 * each click goes in as the platform's placeholder, as it is. `picks`: rules by landing.
 */
export function adLink(
  row: AdRow,
  origin: string,
  picks: ReadonlyMap<string, readonly PickRule[]> = new Map(),
): AdLink {
  const { platform } = row;
  const parameters = adParameters(row);
  const query = parameters
    .map(({ name, value }) => `${name}=${'column' in value ? encoded(value.text) : value.text}`)
    .join('&');
  const address = `${origin}${row.landing}`;
  return {
    row,
    parameters,
    shows: shownPath(parameters, row.landing, picks),
    finalUrl: platform.parameterField === null ? `${address}${platform.prefix}${query}` : address,
    template: platform.parameterField === null ? null : `${platform.prefix}${query}`,
    unverified: withEvidence(parameters, '?'),
    practised: withEvidence(parameters, 'practice'),
  };
}

function withEvidence(parameters: readonly AdParameter[], evidence: Evidence): readonly string[] {
  return parameters.flatMap(({ value }) =>
    'evidence' in value && value.evidence === evidence ? [value.text] : [],
  );
}

/**
 * Path of the page that an ad shows: the ad group's that its own names pick on the landing, else the
 * landing. What the platform fills in is not known here.
 */
export function shownPath(
  parameters: readonly AdParameter[],
  landing: string,
  picks: ReadonlyMap<string, readonly PickRule[]>,
): string {
  const texts = new Map(
    parameters.flatMap(({ name, value }) => ('column' in value ? [[name, value.text]] : [])),
  );
  return pickedPath(picks.get(landing) ?? [], (name) => texts.get(name) ?? null) ?? landing;
}

/** The parameters of an ad's address, in their order. */
export function adParameters({ platform, cells }: AdRow): readonly AdParameter[] {
  const text = (name: string, column: AdColumn, given = cells[column]): AdParameter[] =>
    given === '' ? [] : [{ name, value: { text: given, column } }];
  const { utm_term: keyword, ...ids } = platform.macros;
  const term = text('utm_term', 'keyword');
  return [
    ...text('utm_source', 'platform', platform.source),
    ...text('utm_medium', 'medium', cells.medium || platform.medium),
    ...text('utm_campaign', 'campaign'),
    ...text('utm_content', 'creative'),
    ...(term.length === 0 && keyword ? [{ name: 'utm_term', value: keyword }] : term),
    ...text('adgroup', 'ad_group'),
    ...Object.entries(ids).map(([name, value]) => ({ name, value })),
  ];
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
