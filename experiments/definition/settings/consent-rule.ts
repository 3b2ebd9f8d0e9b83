import type { ConsentMode, Site } from './site.ts';

/** Stands for all countries of the European Economic Area in a list of countries. */
export const EEA = 'EEA';

/**
 * The European Union with the territories of its members that have a code of their own and in which
 * its law holds (Treaty on the Functioning of the European Union, article 355), and Iceland,
 * Liechtenstein and Norway.
 */
const EEA_COUNTRIES = new Set(
  (
    'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE ' +
    'AX GF GP MF MQ RE YT IS LI NO'
  ).split(' '),
);

/** Whether use for ads waits for a yes, or goes on until a no. */
export type AdUse = Site['consent']['adUse'];

/** What holds for visitors from one country. */
export type ConsentRule = { readonly mode: ConsentMode; readonly adUse: AdUse };

/**
 * How a visitor from `country` (ISO 3166-1 alpha-2, '' when the network does not say) may be
 * recognised, and whether use for ads has to be asked for. The first group that names it decides.
 */
export function consentRuleFor(consent: Site['consent'], country: string): ConsentRule {
  if (country === '') return { mode: consent.unknown, adUse: consent.adUse };
  const group = consent.groups.find(
    ({ countries }) =>
      countries.includes(country) || (countries.includes(EEA) && EEA_COUNTRIES.has(country)),
  );
  return { mode: group?.mode ?? consent.elsewhere, adUse: group?.adUse ?? consent.adUse };
}

/** Whether the site has visitors who are asked before anything is stored. */
export function asksAnybody(consent: Site['consent']): boolean {
  return modesOf(consent).includes('strict');
}

/** Whether the site has visitors who are recognised for a day by a salted hash. */
export function recognisesByDay(consent: Site['consent']): boolean {
  return modesOf(consent).includes('cookieless');
}

/** Every mode that a visitor of the site may get. */
export function modesOf({ groups, unknown, elsewhere }: Site['consent']): readonly ConsentMode[] {
  return [...new Set([unknown, elsewhere, ...groups.map(({ mode }) => mode)])];
}
