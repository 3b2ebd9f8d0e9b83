import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { CatalogLanding } from '#experiments/definition/catalog/catalog.ts';
import { formFieldSchema } from '#experiments/definition/landing/form.ts';
import { placeMoment } from '#experiments/definition/time/moment.ts';
import { windowOf } from '#experiments/definition/time/window.ts';
import { createApp } from '#worker/app.ts';
import { BROWSER, ORIGIN, readVisit, type Visit } from '../visit.ts';
import { catalog } from '../world.ts';

/** Where a page with windows and keyword slots is; /unfinished/ is the same as Astro writes it. */
export const SPRING = '/spring/';
/** Another landing, shown at its own address when it is over. */
export const AUTUMN = '/autumn/';

const ZONE = 'Europe/Berlin';

/** A moment of the site's zone, in epoch milliseconds. */
export function berlin(text: string): number {
  return placeMoment(text, ZONE).at;
}

function landing(id: string, more: Partial<CatalogLanding> = {}): CatalogLanding {
  return {
    id,
    path: `/${id}/`,
    locale: 'en',
    experimentIds: [],
    combinationKeys: [],
    draftKeys: [],
    ...more,
  };
}

const season = windowOf({ from: '2026-03-01', until: '2026-04-12' }, ZONE) ?? undefined;
const email = formFieldSchema.parse({
  name: 'email',
  label: 'Email',
  type: 'email',
  required: true,
});

const springCatalog: typeof catalog = {
  ...catalog,
  landings: [
    ...catalog.landings,
    landing('spring', season && { window: season }),
    landing('autumn', { ...(season && { window: season }), after: '/demo/' }),
    landing('unfinished'),
  ],
  forms: [
    ...catalog.forms,
    {
      id: 'spring',
      landing: SPRING,
      thanks: '/demo/thanks/',
      fieldsByCombination: { '': [email] },
    },
  ],
};

export type Asked = {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly development?: boolean;
  readonly method?: string;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The Worker at a moment of one's choice. */
export function workerAt({ now, development = false }: Pick<Asked, 'now' | 'development'>) {
  return createApp({
    catalog: springCatalog,
    renderPage: async (request) => env.ASSETS.fetch(request),
    now: () => now,
    development,
  });
}

/** Opens an address at a moment. */
export async function openAt(path: string, asked: Asked): Promise<Visit> {
  const ctx = createExecutionContext();
  const { method = 'GET', body, headers = {} } = asked;
  const request = new Request(ORIGIN + path, {
    method,
    ...(body === undefined ? {} : { body }),
    headers: { ...BROWSER, ...headers },
    redirect: 'manual',
  });
  const visited = await readVisit(await workerAt(asked).fetch(request, env, ctx), headers.Cookie);
  await waitOnExecutionContext(ctx);
  return visited;
}
