import type { Section } from '#experiments/definition/sections/section.ts';
import { focusRules } from '../ui/focus.ts';
import badges from './styles/badges.css?inline';
import body from './styles/body.css?inline';
import call from './styles/call.css?inline';
import choices from './styles/choices.css?inline';
import comparison from './styles/comparison.css?inline';
import countdown from './styles/countdown.css?inline';
import dialog from './styles/dialog.css?inline';
import download from './styles/download.css?inline';
import film from './styles/film.css?inline';
import formSteps from './styles/form-steps.css?inline';
import gallery from './styles/gallery.css?inline';
import handoff from './styles/handoff.css?inline';
import logoPictures from './styles/logo-pictures.css?inline';
import mentions from './styles/mentions.css?inline';
import periods from './styles/periods.css?inline';
import picture from './styles/picture.css?inline';
import pictured from './styles/pictured.css?inline';
import sticky from './styles/sticky.css?inline';
import video from './styles/video.css?inline';

/**
 * Styles of the sections that not every page has, each once. A style inside a component is in
 * every page that could show it; these are in the pages that do.
 */
export function stylesOf(sections: readonly Section[]): string {
  return [...new Set([...sections.flatMap(stylesOfSection), ...focusRules(sections)])].join('');
}

function stylesOfSection(section: Section): readonly string[] {
  switch (section.type) {
    case 'hero':
      return [
        ...(section.image ? [picture, pictured] : []),
        ...(section.film ? [picture, film, pictured] : []),
      ];
    case 'logos':
      return [
        ...(section.mentions.length > 0 ? [mentions] : []),
        ...(section.companies.some(({ logo }) => logo !== undefined)
          ? [picture, logoPictures]
          : []),
      ];
    case 'pricing':
      return section.periods.length > 0 ? [periods] : [];
    case 'form':
      return [
        ...(section.steps.length > 0 ? [formSteps] : []),
        ...(section.fields.some(({ type }) => type === 'radio') ? [choices] : []),
      ];
    case 'badges':
      return [badges];
    case 'body':
      return [body];
    case 'call':
      return [call];
    case 'comparison':
      return [comparison];
    case 'countdown':
      return [countdown];
    case 'dialog':
      return [dialog];
    case 'download':
      return section.image ? [picture, download] : [download];
    case 'gallery':
      return [picture, gallery];
    case 'handoff':
      return [handoff];
    case 'sticky':
      return [sticky];
    case 'video':
      return [picture, film, video];
    default:
      return [];
  }
}
