import { timedPlaces } from '../checks/windows.ts';
import type { Keyword } from '../keyword/keyword.ts';
import type { Landing } from '../landing/landing.ts';
import { windowOf, windowText } from './window.ts';

/** When a page and its parts show, and what its keyword slots say, for people to read. */
export type ShownWhen = {
  /** In words, by part: `page`, `announcement`, or a section's id; only parts with a window. */
  readonly windows: readonly { readonly part: string; readonly shows: string }[];
  readonly keywords: readonly { readonly name: string; readonly shows: string }[];
};

/** `timeZone` is the site's; a page may have its own. */
export function shownWhen(landing: Landing, timeZone: string): ShownWhen {
  const zone = landing.timeZone ?? timeZone;
  return {
    windows: timedPlaces(landing).flatMap(({ path: [place, index], times }) => {
      const window = windowOf(times, zone);
      if (window === null) return [];
      const section = typeof index === 'number' ? landing.sections[index]?.id : undefined;
      const part = section ?? (place === undefined ? 'page' : String(place));
      const after = part === 'page' && window.untilAt !== null ? afterText(landing) : '';
      return [{ part, shows: `${windowText(window, zone)}${after}` }];
    }),
    keywords: landing.keywords.map((keyword) => ({
      name: `((${keyword.name}))`,
      shows: keywordWords(keyword),
    })),
  };
}

function afterText({ after }: Landing): string {
  return after === undefined ? ', then a page that says it is over' : `, then ${after.show}`;
}

function keywordWords({ parameter, allow, pattern, maxLength, ...slot }: Keyword): string {
  const count = allow === undefined ? 0 : Object.keys(allow).length;
  const values =
    pattern === undefined
      ? `${count} ${count === 1 ? 'value' : 'values'}`
      : `what matches ${pattern}, up to ${maxLength} characters`;
  return `${values} of ${parameter}, else "${slot.default}"`;
}
