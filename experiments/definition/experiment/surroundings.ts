import { AD_GROUPS_FILE } from '../../ad-groups/columns.ts';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { resolvePages } from '../catalog/pages.ts';
import { type KeyPath, problemAt, type Source } from '../faults/problem.ts';
import { valueAt } from '../faults/schema-shape.ts';
import type { Landing } from '../landing/landing.ts';
import { writesOf } from './change-writes.ts';
import type { Experiment } from './experiment.ts';
import { canonicalJson, hash8 } from './fingerprint.ts';

/** What a running experiment rests on outside its own file, and where that stands. */
export type Surrounding = {
  /** `control.crm.hero.headline`, `metrics.demo-request.match`, `variants.short.page.hero`. */
  readonly key: string;
  /** 8 hex digits of what is written there. */
  readonly hash: string;
  readonly at: { readonly file: string; readonly line: number; readonly key: string };
};

/**
 * Everything outside its file that makes an experiment what visitors see and what is counted: the
 * landing's own words where a variant has others, what stands between the tags of its variants, the
 * landing that a variant shows, and how its metrics count. As it is written, so that a key which a
 * schema learns changes nothing. Pages of the table of ad groups come and go with it and are left out.
 */
export function surroundingsOf(
  experiment: Sourced<Experiment>,
  definitions: Pick<Definitions, 'landings' | 'metrics' | 'drawn'>,
): readonly Surrounding[] {
  const landings = definitions.landings.filter(({ source }) => source.file !== AD_GROUPS_FILE);
  return [
    ...ownTexts(experiment.value, landings),
    ...drawnTexts(experiment.value, definitions.drawn),
    ...shownPages(experiment.value, landings),
    ...countedBy(experiment.value, definitions.metrics),
  ];
}

function ownTexts(
  { pages, variants }: Experiment,
  landings: readonly Sourced<Landing>[],
): readonly Surrounding[] {
  const paths = landings.map(({ value }) => value.path);
  const on = resolvePages(pages, paths);
  const places = new Set(
    variants.flatMap(({ change }) => writesOf(change).filter(({ rest }) => rest.length === 0)),
  );
  const names = [...new Set([...places].map(({ place }) => place))].filter(
    (place) => !place.endsWith('.move'),
  );
  return landings
    .filter(({ value }) => on.includes(value.path))
    .flatMap(({ source }) =>
      names.flatMap((name): readonly Surrounding[] => {
        const path = pathIn(source, name);
        return path === undefined ? [] : [kept(`control.${source.stem}.${name}`, source, path)];
      }),
    );
}

/** Where `hero.action.label` or `thanks.title` stands in a landing's file. */
function pathIn({ value }: Source, name: string): KeyPath | undefined {
  const [first = '', ...steps] = name.split('.');
  const sections = sectionsOf(value);
  const index = sections.findIndex((section) => section?.id === first);
  if (index >= 0) return ['sections', index, ...steps];
  return first === 'thanks' ? [first, ...steps] : undefined;
}

function drawnTexts({ id }: Experiment, drawn: Definitions['drawn']): readonly Surrounding[] {
  return drawn
    .filter((one) => one.id === id)
    .flatMap(({ file, variants }) =>
      variants.map((variant) => ({
        key: `variants.${variant.id}.drawn.${file}`,
        hash: hashOf(variant.text ?? ''),
        at: { file, line: variant.line, key: `<Variant id="${variant.id}">` },
      })),
    );
}

/** Keys of a landing that search engines and the clock read; a variant shows none of them. */
const NOT_SHOWN = ['path', 'description', 'image', 'index', 'from', 'until', 'after', 'sections'];

function shownPages(
  { variants }: Experiment,
  landings: readonly Sourced<Landing>[],
): readonly Surrounding[] {
  return variants.flatMap(({ id, page }) => {
    const source = landings.find(({ value }) => value.path === page)?.source;
    if (page === undefined || source === undefined) return [];
    const name = (key: string) => `variants.${id}.page.${key}`;
    const sections = sectionsOf(source.value);
    const order = sections.map((section) => section?.id);
    const keys = Object.keys(source.value as object).filter((key) => !NOT_SHOWN.includes(key));
    return [
      { ...kept(name('sections'), source, ['sections']), hash: hashOf(order) },
      ...keys.map((key) => kept(name(key), source, [key])),
      ...sections.map((section, index) =>
        kept(name(`sections.${section?.id}`), source, ['sections', index]),
      ),
      ...(source.body?.text === undefined
        ? []
        : [{ ...kept(name('body'), source, []), hash: hashOf(source.body.text) }]),
    ];
  });
}

const COUNTING = ['type', 'source', 'match', 'windowDays', 'currency', 'capMinor', 'direction'];

function countedBy(
  { primary, secondary, guardrails }: Experiment,
  metrics: Definitions['metrics'],
): readonly Surrounding[] {
  if (metrics === undefined) return [];
  const used = [primary, ...secondary, ...guardrails.map(({ metric }) => metric)];
  return metrics.value.flatMap(({ id }, index) =>
    used.includes(id)
      ? COUNTING.map((key) => kept(`metrics.${id}.${key}`, metrics.source, [index, key]))
      : [],
  );
}

type Written = { readonly id?: unknown } | null;

function sectionsOf(value: unknown): readonly Written[] {
  const sections = valueAt(value, ['sections']);
  return Array.isArray(sections) ? sections : [];
}

function kept(key: string, source: Source, path: KeyPath): Surrounding {
  const { file, line, key: named } = problemAt(source, path, { wrong: '' });
  return { key, hash: hashOf(valueAt(source.value, path)), at: { file, line, key: named } };
}

/** Texts with any space between their words are the same text. */
function hashOf(value: unknown): string {
  return hash8(canonicalJson(value ?? null).replace(/(?:\s|\\n)+/g, ' '));
}
