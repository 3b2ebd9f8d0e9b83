import type { AstroIntegration, AstroPrerenderer } from 'astro';
import { describe, test } from 'vitest';
import { finishWhileBuilt } from '#site/build/finish-while-built.ts';

const USUAL: AstroPrerenderer = {
  name: 'usual',
  getStaticPaths: async () => [],
  render: async () => new Response('Wärme', { headers: { 'Content-Type': 'text/html' } }),
};

/** The prerenderer that a build gets from an adapter with this hook. */
async function prerendererOf(
  hook: AstroIntegration['hooks']['astro:build:start'],
  finish: (path: string, built: Buffer) => Buffer | undefined,
): Promise<AstroPrerenderer> {
  const adapter = { name: 'an adapter', hooks: hook ? { 'astro:build:start': hook } : {} };
  let chosen = USUAL;
  const setPrerenderer = (
    own: AstroPrerenderer | ((usual: AstroPrerenderer) => AstroPrerenderer),
  ) => {
    chosen = typeof own === 'function' ? own(USUAL) : own;
  };
  const options = { setPrerenderer } as Parameters<NonNullable<typeof hook>>[0];
  await finishWhileBuilt(adapter, finish).hooks['astro:build:start']?.(options);
  return chosen;
}

async function rendered(prerenderer: AstroPrerenderer, path: string) {
  const request = new Request(new URL(path, 'http://build.test'));
  const result = await prerenderer.render(request, { routeData: {} as never });
  return result instanceof Response ? { response: result } : result;
}

const framed = (path: string, built: Buffer) => Buffer.from(`${path}: ${built}`);

describe('finishing a page between its rendering and its file', () => {
  const hooks: readonly (readonly [string, AstroIntegration['hooks']['astro:build:start']])[] = [
    ['says nothing of prerendering', undefined],
    ['has a prerenderer of its own', ({ setPrerenderer }) => setPrerenderer({ ...USUAL })],
    [
      'extends the usual one',
      ({ setPrerenderer }) => setPrerenderer((usual) => ({ ...usual, name: 'extended' })),
    ],
  ];
  for (const [what, hook] of hooks) {
    test(`works with an adapter that ${what}`, async ({ expect }) => {
      const { response } = await rendered(await prerendererOf(hook, framed), '/größe/');
      expect(await response.text()).toBe('/größe/: Wärme');
      expect(response.headers.get('Content-Type')).toBe('text/html');
    });
  }

  test('keeps whatever else the adapter does', async ({ expect }) => {
    const images = new Map();
    const prerenderer = await prerendererOf(
      ({ setPrerenderer }) =>
        setPrerenderer((usual) => ({
          ...usual,
          collectStaticImages: async () => images,
          render: async () => ({ response: new Response('x'), metadata: { note: 1 } as never }),
        })),
      framed,
    );
    expect(await prerenderer.collectStaticImages?.()).toBe(images);
    expect((await rendered(prerenderer, '/')).metadata).toEqual({ note: 1 });
  });

  test('leaves pages alone that nobody finishes, and what is no page', async ({ expect }) => {
    const plain = await prerendererOf(undefined, () => undefined);
    expect(await (await rendered(plain, '/about/')).response.text()).toBe('Wärme');
    const moved = await prerendererOf(
      ({ setPrerenderer }) =>
        setPrerenderer({ ...USUAL, render: async () => new Response(null, { status: 301 }) }),
      framed,
    );
    expect((await rendered(moved, '/')).response.body).toBeNull();
  });
});
