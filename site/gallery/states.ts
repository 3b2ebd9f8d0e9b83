import { parse } from 'yaml';
import { type Section, sectionSchema } from '#experiments/definition/sections/section.ts';
import film from './day.webm?url';
import text from './sections.yaml?raw';

/** What has happened to a section: opened, given back by the server, not stored, gone on to a step. */
export type StateName = 'open' | 'returned' | 'unsaved' | 'step-2' | 'step-3';

/** One section of the gallery and what it shows. */
export type State = {
  readonly shows: string;
  readonly section: Section;
  readonly as: StateName | undefined;
};

/** What the sections call the film; its real address is made by the build. */
const FILM = '/media/day.webm';
/** Stands for an end that is still to come, ten days and a bit after the build. */
const SOON = '2099-12-18T18:00:00+01:00';
const TEN_DAYS_MS = 10.3 * 86_400_000;

/** Every section type in each of its states; `now` in epoch milliseconds. */
export function statesAt(now: number): readonly State[] {
  const soon = new Date(now + TEN_DAYS_MS).toISOString();
  const list: readonly {
    readonly shows: string;
    readonly section: unknown;
    readonly as?: StateName;
  }[] = parse(text.replaceAll(FILM, film).replaceAll(SOON, soon));
  return list.map(({ shows, section, as }) => ({
    shows,
    section: sectionSchema.parse(section),
    as,
  }));
}
