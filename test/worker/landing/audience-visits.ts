import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { createApp } from '#worker/app.ts';
import { BROWSER, ORIGIN, readVisit, type Visit } from '../visit.ts';
import { catalog } from '../world.ts';

/** A visitor's browser: what it sends, and the cookies it keeps. */
export type Person = {
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the network says the request comes from. */
  readonly country?: string;
  /** Cookies by name; filled by the answers. */
  readonly cookies: Map<string, string>;
};

/** Cookie that remembers audiences. */
export const JOINED = '__Host-tl-in';

export function aPerson(more: Omit<Person, 'cookies'> = {}): Person {
  return { ...more, cookies: new Map() };
}

/** The Worker of a site with these experiments, at a moment in epoch milliseconds. */
export function siteOf(experiments: readonly CatalogExperiment[], at: number = Date.now()) {
  const app = createApp({
    catalog: { ...catalog, experiments },
    renderPage: async () => new Response('unused'),
    now: () => at,
    development: false,
  });
  const fetch = (request: Request) => app.fetch(request, env, createExecutionContext());
  return {
    fetch,
    /** Opens an address as the person's browser does, and keeps the cookies of the answer. */
    open: async (path: string, person: Person): Promise<Visit> => {
      const { country } = person;
      const headers = { ...BROWSER, ...person.headers, Cookie: cookieHeader(person) };
      const cf = country === undefined ? {} : { cf: { country } };
      const response = await fetch(new Request(ORIGIN + path, { headers, ...cf }));
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        person.cookies.set(name, value);
      }
      return readVisit(response, cookieHeader(person));
    },
  };
}

export function cookieHeader({ cookies }: Person): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
