import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import type { PageContext } from '#components/landing/page-context.ts';
import Sections from '#components/landing/Sections.astro';
import type { Section } from '#experiments/definition/sections/section.ts';
import { page } from './examples.ts';

/** HTML of sections as a landing page draws them. */
export function renderSections(...sections: readonly Section[]): Promise<string> {
  return renderSectionsOn({}, ...sections);
}

/** The same on a page that differs: in another language, or another time zone. */
export async function renderSectionsOn(
  other: Partial<PageContext>,
  ...sections: readonly Section[]
): Promise<string> {
  const container = await AstroContainer.create();
  return container.renderToString(Sections, { props: { sections, page: { ...page, ...other } } });
}

/** Opening tags of one element name. */
export function tags(html: string, name: string): readonly string[] {
  return html.match(new RegExp(`<${name}(?=[\\s>])[^>]*>`, 'g')) ?? [];
}

/** Value of an attribute of a tag; undefined when it has none. */
export function attribute(tag: string | undefined, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag ?? '')?.[1];
}

/**
 * A section with each text that people read replaced; ids, types, addresses and machine names stay.
 */
export function mapTexts<Content>(content: Content, change: (text: string) => string): Content {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        isSilent(key, value) ? inner : walk(inner),
      ]),
    );
  };
  return walk(content) as Content;
}

/** Every text of a section that people read. */
export function texts(content: unknown): readonly string[] {
  const found: string[] = [];
  mapTexts(content, (text) => {
    found.push(text);
    return text;
  });
  return found;
}

/** Links and fields have names for machines; companies and plans have names for people. */
function isSilent(key: string, owner: object): boolean {
  return SILENT.has(key) || (key === 'name' && 'label' in owner);
}

const SILENT = new Set(
  'type id form href privacyHref icon tone art frame autocomplete day year src file focus until on fields periodsLabel transcriptLabel nextStep previousStep'.split(
    ' ',
  ),
);
