/** How a number is dialled within a country. */
export type Dialling = {
  /** Country code without "+". */
  readonly code: string;
  /** What is dialled before national numbers and is no part of them; '' where there is none. */
  readonly trunk: string;
  /** What is dialled before numbers of other countries. */
  readonly abroad: string;
  /**
   * Most digits of a national number, where there is no trunk prefix to know one by: more may be a
   * number that was typed with its country code but without "+".
   */
  readonly most: number;
};

/**
 * Countries whose national numbers are understood. Italy's leading 0 is part of the number. A country
 * that is not here has no entry on purpose: its numbers need their "+".
 * Source: ITU-T Operational Bulletin, annex "Dialling procedures (international prefix, national
 * (trunk) prefix and national (significant) number)", https://www.itu.int/pub/T-SP-E.164C
 */
const ROWS = `
AT 43 0 00|AU 61 0 0011|BE 32 0 00|BG 359 0 00|CA 1 1 011|CH 41 0 00|CY 357 - 00 8|CZ 420 - 00 9
DE 49 0 00|DK 45 - 00 8|EE 372 - 00 8|ES 34 - 00 9|FI 358 0 00|FR 33 0 00|GB 44 0 00|GR 30 - 00 10
HR 385 0 00|HU 36 06 00|IE 353 0 00|IN 91 0 00|IS 354 - 00 7|IT 39 - 00 10|LI 423 - 00 7
LV 371 - 00 8|MT 356 - 00 8|NL 31 0 00|NO 47 - 00 8|NZ 64 0 00|PL 48 - 00 9|PT 351 - 00 9|RO 40 0 00
SE 46 0 00|SI 386 0 00|SK 421 0 00|US 1 1 011|ZA 27 0 00`;

const BY_COUNTRY: ReadonlyMap<string, Dialling> = new Map(
  ROWS.trim()
    .split(/[|\n]/)
    .map((row): [string, Dialling] => {
      const [country = '', code = '', trunk = '', abroad = '', most = '14'] = row.split(' ');
      const dialling = { code, trunk: trunk === '-' ? '' : trunk, abroad, most: Number(most) };
      return [country, dialling];
    }),
);

/** How numbers are dialled in a country (ISO 3166-1 alpha-2); undefined where it is not known here. */
export function diallingOf(country: string): Dialling | undefined {
  return BY_COUNTRY.get(country);
}
