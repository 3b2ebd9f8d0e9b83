import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#site/commands/local/settings.ts';

type Told = Readonly<Record<string, unknown>>;

/** The code of site/guide/recipes.md, as somebody would copy it. */
export type Recipes = {
  readonly tell: (
    to: { readonly origin: string; readonly source: string; readonly secret: string },
    event: Told,
  ) => Promise<Response>;
  readonly fromOrder: (order: Told) => Told;
  readonly fromStripe: (event: Told) => Told | null;
  readonly fromCalendly: (event: Told) => Told;
};

const guide = () => readFileSync(join(ROOT, 'site/guide/recipes.md'), 'utf8');

export async function readRecipes(): Promise<Recipes> {
  const code = [...guide().matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, block]) => block).join('');
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** The body of a workflow's webhook under a heading, its tokens filled from what the CRM holds. */
export function filledBody(heading: string, record: Readonly<Record<string, string>>): Told {
  const section = guide().split(`## ${heading}`)[1] ?? '';
  const [, template = ''] = /^```json\n([\s\S]*?)^```/m.exec(section) ?? [];
  return JSON.parse(
    template.replace(/\{\{([\w.]+)\}\}/g, (_, token: string) => {
      const value = record[token];
      if (value === undefined) throw new Error(`the CRM knows no ${token}`);
      return value;
    }),
  );
}
