import { parseDocument } from 'yaml';
import type { NamedLanding } from '#experiments/definition/catalog/compile.ts';
import type { KeyPath } from '#experiments/definition/faults/problem.ts';
import { publicPathSchema } from '#experiments/definition/id.ts';
import { localeFault } from '#experiments/definition/settings/locale.ts';
import { LANDING_FOLDER } from '#site/build/load.ts';
import { type Put, putInYaml } from '../ship/put-in-yaml.ts';
import type { Field, Values } from './collect.ts';
import { metricsForForms } from './form-metrics.ts';
import { unknownName, unusableId } from './names.ts';
import { pageText } from './page-text.ts';
import type { NewFile, Project } from './project.ts';

export const PAGE_EXAMPLE =
  'npm run new -- page --copy crm --path /crm-uk/ --title "Dispatch software for UK crews"';

/** What must be known for a page. */
export function pageFields({ compiled, known }: Project): readonly Field[] {
  const { landings } = compiled;
  const ids = landings.map(({ id }) => id);
  // A page of an ad group is a line of a table: there is no file to copy.
  const copied = landings.filter(({ parent }) => parent === undefined).map(({ id }) => id);
  const paths = [
    ...landings.flatMap((landing) => [
      landing.path,
      ...(landing.thanks ? [landing.thanks.path] : []),
    ]),
    ...known.ownPaths.map((own) => own.path),
  ];
  return [
    {
      name: 'copy',
      question: `Which page is it a copy of (${copied.join(', ')})?`,
      check: (id) => unknownName('copy', id, copied),
    },
    {
      name: 'path',
      question: 'Where shall it be, for example /crm-uk/?',
      check: (value) => {
        const parsed = publicPathSchema.safeParse(value);
        if (!parsed.success) {
          const why = parsed.error.issues[0]?.message ?? '';
          return `--path is "${value}": ${why.startsWith('starts') ? `it ${why}` : why}.`;
        }
        return paths.includes(value) ? `--path ${value} is taken: choose another.` : null;
      },
    },
    {
      name: 'id',
      question: '',
      quiet: true,
      fallback: '',
      check: (id) => unusableId('id', id, ids),
    },
    {
      name: 'title',
      question: 'Title, for search results and tabs (Enter keeps the copy’s):',
      fallback: '',
    },
    { name: 'description', question: '', quiet: true, fallback: '' },
    { name: 'locale', question: '', quiet: true, fallback: '', check: unusableLocale },
  ];
}

/** The files of a page: a copy of a landing at another path, with forms and metrics of its own. */
export async function pageFiles(project: Project, values: Values): Promise<readonly NewFile[]> {
  const { compiled } = project;
  const one = (name: string) => values[name]?.[0];
  const copied = compiled.landings.find(({ id }) => id === one('copy'));
  const to = one('path') ?? '';
  const id = one('id') ?? idOf(to);
  if (copied === undefined) return [];
  const { values: text, ending, withValues } = await pageText(project, copied.id);
  const forms = copied.sections.flatMap((section) =>
    section.type === 'form'
      ? [{ from: section.form, to: `${id}-${section.form}`.slice(0, 48).replace(/-$/, '') }]
      : [],
  );
  const puts: readonly Put[] = [
    ...movedLinks(text, copied, to),
    { path: ['path'], value: to },
    ...['title', 'description'].flatMap((name) => {
      const value = one(name);
      return value === undefined ? [] : [{ path: [name], value }];
    }),
    ...versionOf(copied, one('locale')),
    ...forms.flatMap(({ from, to: form }): readonly Put[] => {
      const index = writtenForms(text).indexOf(from);
      return index < 0 ? [] : [{ path: ['sections', index, 'form'], value: form }];
    }),
    ...(copied.thanks === undefined
      ? []
      : [{ path: ['thanks', 'path'], value: movedPath(copied.thanks.path, copied.path, to) }]),
    ...copied.sections.flatMap((section, index) =>
      section.type === 'form' && section.thanks !== undefined
        ? [
            {
              path: ['sections', index, 'thanks', 'path'],
              value: movedPath(section.thanks.path, copied.path, to),
            },
          ]
        : [],
    ),
    ...(copied.index ? [{ path: ['index'], value: false }] : []),
  ];
  const page = {
    file: `${LANDING_FOLDER}/${id}.${ending}`,
    text: withValues(puts.reduce(putInYaml, text), forms),
  };
  return [page, ...(await metricsForForms(project, forms, { id, path: to }))];
}

/** The form of each section in the list of sections; undefined where it has none. */
function writtenForms(text: string): readonly (string | undefined)[] {
  const { sections = [] } = parseDocument(text).toJS() as {
    sections?: readonly { readonly form?: string }[];
  };
  return sections.map(({ form }) => form);
}

/**
 * A copy in another language is a version of the original; of a translation, of its original. In the
 * same language it is a page of its own.
 */
function versionOf(copied: NamedLanding, locale: string | undefined): readonly Put[] {
  if (locale === undefined) {
    return copied.translationOf === undefined ? [] : [{ path: ['translationOf'], value: null }];
  }
  return [
    { path: ['locale'], value: locale },
    { path: ['translationOf'], value: copied.translationOf ?? copied.id },
  ];
}

function unusableLocale(locale: string): string | null {
  const fault = localeFault(locale);
  if (fault === undefined) return null;
  const close = fault.nearest === undefined ? '' : ` Did you mean "${fault.nearest}"?`;
  return `--locale ${fault.wrong}: it must be ${fault.allowed}.${close}`;
}

/** "/crm/uk/" is called crm-uk, "/" home. */
function idOf(pagePath: string): string {
  const id = pagePath
    .split('/')
    .filter((step) => step !== '')
    .join('-')
    .slice(0, 48);
  if (id === '') return 'home';
  return /^[a-z]/.test(id) ? id : `page-${id}`.slice(0, 48);
}

/** "/crm/thanks/" of a copy from /crm/ to /uk/ is at "/uk/thanks/". */
function movedPath(old: string, from: string, to: string): string {
  return old.startsWith(from) && from !== '/' ? to + old.slice(from.length) : `${to}thanks/`;
}

/** Links of the page to itself lead to the copy. */
function movedLinks(text: string, { path: from }: NamedLanding, to: string): readonly Put[] {
  const document = parseDocument(text);
  const places: KeyPath[] = [];
  const walk = (value: unknown, place: KeyPath): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...place, Array.isArray(value) ? Number(key) : key];
      if (key === 'href' && inner === from) places.push(here);
      walk(inner, here);
    }
  };
  walk(document.toJS(), []);
  return places.map((place) => ({ path: place, value: to }));
}
