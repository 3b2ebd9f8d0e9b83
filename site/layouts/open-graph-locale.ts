import { likelyLocale } from '#experiments/definition/settings/locale.ts';

/**
 * A language tag as Open Graph writes it, with a region: "de_DE" for de, "pt_BR" for pt-BR.
 * Undefined where no region is likely. Source: https://ogp.me/#optional.
 */
export function openGraphLocale(tag: string): string | undefined {
  const { language, region } = likelyLocale(tag);
  return region === undefined ? undefined : `${language}_${region}`;
}
