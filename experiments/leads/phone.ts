import { diallingOf } from './dialling.ts';

/** ITU-T E.164: at most 15 digits, country code included, none of which begins with 0. */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * A phone number as E.164, `+493055501420`, from what somebody typed. `country` (ISO 3166-1 alpha-2,
 * '' when unknown) says what a number without a country code means. Null where it does not tell:
 * nothing is guessed, for the digest of a wrong number is somebody else's.
 */
export function e164(typed: string, country: string): string | null {
  const text = typed.trim();
  // "+44 (0)20 …": the 0 is for callers within the country.
  const digits = text.replace(/\(0\)/, '').replace(/\D/g, '');
  if (text.startsWith('+')) return fitting(`+${digits}`);
  const dialling = diallingOf(country);
  if (dialling === undefined) return null;
  const { code, trunk, abroad, most } = dialling;
  if (digits.startsWith(abroad)) return fitting(`+${digits.slice(abroad.length)}`);
  if (trunk === '') return digits.length > most ? null : fitting(`+${code}${digits}`);
  if (digits.startsWith(trunk)) return fitting(`+${code}${digits.slice(trunk.length)}`);
  // The 1 of North America may be left out; elsewhere a number without its 0 is a local one.
  return code === '1' && digits.length === 10 ? fitting(`+1${digits}`) : null;
}

function fitting(number: string): string | null {
  return E164.test(number) ? number : null;
}
