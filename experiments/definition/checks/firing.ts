import { stageSchema } from '../../contract/stages.ts';
import { listText } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import type { Metric } from '../metric/metric.ts';
import { namesOf } from '../metric/metric-names.ts';

/** What a page offers to click and to fill in. */
export type Firing = {
  /** Names of links and buttons, in reading order, each once. */
  readonly clicks: readonly string[];
  /** Ids of forms. */
  readonly forms: readonly string[];
  /** Ids of forms that ask by e-mail for a confirmation. */
  readonly confirming: readonly string[];
};

/**
 * The names on a page by which click, form-start and submit metrics find it. Links of its thanks pages
 * are not among them: those pages stand outside every experiment and count no clicks.
 */
export function firingOf(landing: Landing): Firing {
  const forms = landing.sections.filter((section) => section.type === 'form');
  return {
    clicks: [...new Set(linkNames(withoutThanks(landing)))],
    forms: forms.map(({ form }) => form),
    confirming: forms.filter(({ confirm }) => confirm).map(({ form }) => form),
  };
}

/** Names of links on the thanks pages of a landing, where no click is counted. */
export function thanksClicksOf({ thanks, sections }: Landing): readonly string[] {
  const ofForms = sections.map((section) => (section.type === 'form' ? section.thanks : undefined));
  return [...new Set(linkNames([thanks, ...ofForms]))];
}

function withoutThanks({ thanks: _own, sections, ...landing }: Landing): object {
  const without = sections.map((section) => ({ ...section, thanks: undefined }));
  return { ...landing, sections: without };
}

/**
 * How a page fires a metric, in words; undefined when nothing there does. Stages and orders come
 * from other systems and browser values from scripts, so every page can lead to them.
 */
export function firedBy(metric: Metric, firing: Firing): string | undefined {
  const onPage = (offered: readonly string[], words: (names: string) => string) => {
    const names = namesOf(metric).filter((name) => offered.includes(name));
    return names.length === 0 ? undefined : words(quoted(names));
  };
  if (metric.ratio) return `of "${metric.ratio.per}", those that reach "${metric.ratio.of}"`;
  switch (metric.source) {
    case 'click':
      return onPage(firing.clicks, (names) => `a click on ${names}`);
    case 'form-start':
      return onPage(firing.forms, (names) => `the first input in form ${names}`);
    case 'submit':
      return onPage(firing.forms, (names) => `a valid submit of form ${names}`);
    case 'confirm':
      return onPage(firing.confirming, (names) => `a confirmed e-mail of form ${names}`);
    case 'stage':
      return `a lead that reaches ${quoted(namesOf(metric))} (CRM hook)`;
    case 'order':
      return 'an order (shop hook)';
    case 'browser-value':
      return `a script that reports ${quoted(namesOf(metric))}`;
  }
}

function quoted(names: readonly string[]): string {
  return listText(names.map((name) => `"${name}"`));
}

/** Names that would fire a metric of this source on the page; undefined when any name does. */
export function matchesFor(metric: Metric, firing: Firing): readonly string[] | undefined {
  switch (metric.source) {
    case 'click':
      return firing.clicks;
    case 'form-start':
    case 'submit':
      return firing.forms;
    case 'confirm':
      return firing.confirming;
    case 'stage':
      return stageSchema.options;
    case 'order':
    case 'browser-value':
      return undefined;
  }
}

/** Every `name` beside an `href`, at any depth: links are the only named elements. */
function linkNames(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(linkNames);
  const record = value as Record<string, unknown>;
  const own =
    typeof record.name === 'string' && typeof record.href === 'string' ? [record.name] : [];
  return [...own, ...Object.values(record).flatMap(linkNames)];
}
