import type { Definitions, Known, NamedCode, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { nearest } from '../faults/nearest.ts';
import { type Problem, problemAt } from '../faults/problem.ts';

/**
 * Audiences that would leave out everybody by a slip: countries and languages that do not exist,
 * parameters that look like another, a zone without hours.
 */
export function checkAudiences({ experiments }: Definitions, known: Known): readonly Problem[] {
  return experiments
    .filter(({ value }) => value.status !== 'ended')
    .flatMap((experiment) => [
      ...countries(experiment, known),
      ...languages(experiment, known),
      ...parameters(experiment),
      ...timeZone(experiment, known),
    ]);
}

/** What people write for a country that has another code. */
const OTHER_COUNTRY_CODES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

function countries({ source, value }: Sourced<Experiment>, known: Known): readonly Problem[] {
  return (value.audience.country ?? []).flatMap((word, index) => {
    if (known.countries.some(({ code }) => code === word)) return [];
    const upper = word.toUpperCase();
    const meant = codeOf(OTHER_COUNTRY_CODES[upper] ?? upper, word, known.countries);
    return [
      problemAt(source, ['audience', 'country', index], {
        wrong: `"${word}" is no country`,
        allowed: 'ISO 3166-1 codes of two letters, for example DE',
        ...(meant === undefined ? {} : { nearest: meant }),
      }),
    ];
  });
}

function languages({ source, value }: Sourced<Experiment>, known: Known): readonly Problem[] {
  return (value.audience.language ?? []).flatMap((word, index) => {
    const [primary = '', ...rest] = word.split('-');
    const isTag = rest.every((part) => /^[a-z0-9]{2,8}$/i.test(part));
    if (isTag && known.languages.some(({ code }) => code === primary.toLowerCase())) return [];
    const [first = '', ...others] = word.split('_');
    const found = codeOf(first.toLowerCase(), word, known.languages);
    const meant = found && [found, ...others].join('-');
    return [
      problemAt(source, ['audience', 'language', index], {
        wrong: `"${word}" is no language`,
        allowed: 'tags as browsers send them, for example de or en-GB',
        ...(meant === undefined ? {} : { nearest: meant }),
      }),
    ];
  });
}

/** The code that someone meant by a code in another spelling, or by a name. */
function codeOf(code: string, name: string, known: readonly NamedCode[]): string | undefined {
  if (known.some((one) => one.code === code)) return code;
  const close =
    name.length < 4
      ? undefined
      : nearest(
          name,
          known.map((one) => one.name),
        );
  return known.find((one) => one.name === close)?.code;
}

/** Source: https://support.google.com/analytics/answer/10917952 */
const UTM_PARAMETERS: readonly string[] = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
  'utm_source_platform',
  'utm_creative_format',
  'utm_marketing_tactic',
];

function parameters({ source, value }: Sourced<Experiment>): readonly Problem[] {
  return Object.keys(value.audience.campaign ?? {}).flatMap((name) => {
    const close = nearest(name, UTM_PARAMETERS);
    if (close === undefined || close === name.toLowerCase()) return [];
    return [
      problemAt(source, ['audience', 'campaign', name], {
        level: 'warning',
        wrong: 'is no usual parameter: whoever comes without it stays out',
        nearest: close,
      }),
    ];
  });
}

function timeZone({ source, value }: Sourced<Experiment>, known: Known): readonly Problem[] {
  const { timeZone: zone, days, hours } = value.audience;
  if (zone === undefined) return [];
  const at = ['audience', 'timeZone'];
  if (days === undefined && hours === undefined) {
    return [problemAt(source, at, { wrong: 'says nothing without days or hours' })];
  }
  if (known.timeZones.includes(zone)) return [];
  const close = nearest(zone, known.timeZones);
  return [
    problemAt(source, at, {
      wrong: `"${zone}" is no time zone`,
      allowed: 'an IANA name, for example Europe/Berlin',
      ...(close === undefined ? {} : { nearest: close }),
    }),
  ];
}
