import type { AstroIntegration, AstroPrerenderer } from 'astro';

/**
 * An adapter whose pages pass through `finish` between their rendering and their file. `finish`
 * gets the public path and the bytes, and returns other bytes, or undefined to leave a page alone.
 * Source: https://docs.astro.build/en/reference/adapter-reference/ (custom prerenderer).
 */
export function finishWhileBuilt(
  adapter: AstroIntegration,
  finish: (path: string, built: Buffer) => Buffer | undefined,
): AstroIntegration {
  const start = adapter.hooks['astro:build:start'];
  return {
    ...adapter,
    hooks: {
      ...adapter.hooks,
      'astro:build:start': async (options) => {
        const setPrerenderer: typeof options.setPrerenderer = (own) =>
          options.setPrerenderer((usual) =>
            finishing(typeof own === 'function' ? own(usual) : own, finish),
          );
        setPrerenderer((usual) => usual);
        await start?.({ ...options, setPrerenderer });
      },
    },
  };
}

function finishing(
  prerenderer: AstroPrerenderer,
  finish: (path: string, built: Buffer) => Buffer | undefined,
): AstroPrerenderer {
  return {
    ...prerenderer,
    render: async (request, options) => {
      const result = await prerenderer.render(request, options);
      const rendered = result instanceof Response ? { response: result } : result;
      const { response } = rendered;
      if (!response.ok) return result;
      const built = Buffer.from(await response.arrayBuffer());
      const path = decodeURI(new URL(request.url).pathname);
      const { headers, status } = response;
      const bytes = finish(path, built) ?? built;
      return { ...rendered, response: new Response(new Uint8Array(bytes), { headers, status }) };
    },
  };
}
