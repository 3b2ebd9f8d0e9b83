import type { Site } from './site.ts';

/** "Privacy" as links are called in larger languages of the European Union. */
const PRIVACY =
  /privacy|data[ -]protection|datenschutz|confidentialit|privacidad|gegevensbescherming|prywatno|ochrana|integritet|personuppgifter|tietosuoja/i;

/** Which links to legal texts a page shows, and what visitors would look for in vain. */
export type LegalLinks = {
  /** Labels of the footer. */
  readonly labels: readonly string[];
  /** In words, with the key that would add it; empty when nothing is missing. */
  readonly missing: readonly string[];
};

/**
 * Every page that counts visitors links to a privacy policy in its footer.
 * Source: Regulation (EU) 2016/679, article 13.
 */
export function legalLinks({ legal }: Site): LegalLinks {
  const named = legal.some(({ label, href }) => PRIVACY.test(label) || PRIVACY.test(href));
  return {
    labels: legal.map(({ label }) => label),
    missing: named ? [] : ['a privacy policy in the footer (legal in site/site.yaml)'],
  };
}
