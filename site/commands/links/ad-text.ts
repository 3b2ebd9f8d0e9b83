import type { AdLink } from '#experiments/links/ad-link.ts';
import { PLATFORMS, type Platform } from '#experiments/links/platforms.ts';

/** Ad links as text, platform by platform, for copying into an ads account. */
export function adLinksText(links: readonly AdLink[]): string {
  return PLATFORMS.flatMap((platform) => {
    const mine = links.filter(({ row }) => row.platform.id === platform.id);
    return mine.length === 0 ? [] : [platformText(platform, mine)];
  }).join('\n\n');
}

function platformText(platform: Platform, links: readonly AdLink[]): string {
  const unverified = [...new Set(links.flatMap((link) => link.unverified))];
  const practised = [...new Set(links.flatMap((link) => link.practised))];
  return [
    `${platform.label}. ${platform.advice}`,
    ...(unverified.length === 0
      ? []
      : [
          `  Check first: ${unverified.join(', ')} stands in no vendor's document that we know. Click a test ad and look at the address.`,
        ]),
    ...(practised.length === 0
      ? []
      : [
          `  Check first: ${practised.join(', ')} as people use them; no vendor's document that we know spells them so. Click a test ad and look at the address.`,
        ]),
    ...links.map((link) => linkText(platform, link)),
  ].join('\n');
}

function linkText(platform: Platform, { row, finalUrl, template, shows }: AdLink): string {
  const { campaign, ad_group, creative, keyword } = row.cells;
  const name = [campaign, ad_group, creative, keyword].filter((part) => part !== '').join(' › ');
  return [
    `\n  ${name}${shows === row.landing ? '' : `  (shows ${shows})`}`,
    `    ${platform.urlField}: ${finalUrl}`,
    ...(template === null ? [] : [`    ${platform.parameterField}: ${template}`]),
  ].join('\n');
}
