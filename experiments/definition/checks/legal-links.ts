import type { Site } from '../settings/site.ts';

/** "Privacy" as links are called in larger languages of the European Union. */
const PRIVACY =
  /privacy|data[ -]protection|datenschutz|confidentialit|privacidad|gegevensbescherming|prywatno|ochrana|integritet|personuppgifter|tietosuoja/i;

/**
 * Links that a page in `locale` shows in its footer: those for its tag, else those for its language,
 * else those without a language.
 */
export function legalFor(legal: Site['legal'], locale: string): Site['legal'] {
  const [language] = locale.split('-');
  const choices = [locale, language, undefined].map((one) =>
    legal.filter((link) => link.locale === one),
  );
  return choices.find((links) => links.length > 0) ?? [];
}

/** Which links to legal texts a page shows, and what visitors would look for in vain. */
export type LegalLinks = {
  /** Labels of the footer. */
  readonly labels: readonly string[];
  /** In words, with the key that would add it; empty when nothing is missing. */
  readonly missing: readonly string[];
};

/**
 * What a page in `locale` shows. Every page that counts visitors links to a privacy policy in its footer.
 * Source: Regulation (EU) 2016/679, article 13.
 */
export function legalLinks(site: Pick<Site, 'legal'>, locale: string): LegalLinks {
  const legal = legalFor(site.legal, locale);
  const named = legal.some(({ label, href }) => PRIVACY.test(label) || PRIVACY.test(href));
  return {
    labels: legal.map(({ label }) => label),
    missing: named ? [] : ['a privacy policy in the footer (legal in site/site.yaml)'],
  };
}
