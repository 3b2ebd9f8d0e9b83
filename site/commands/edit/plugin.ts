import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { textsOf } from '#experiments/definition/landing/texts.ts';
import { experimentFields } from '../new/experiment-fields.ts';
import type { Inability } from '../terminal.ts';
import { isFromOwnPage, isOwnAddress } from './door.ts';
import { openPage, type PageName } from './open-page.ts';
import { type Proposal, propose, writeProposal } from './propose.ts';
import { readJson } from './read-json.ts';
import { targetsOf, usualTarget } from './targets.ts';

/** The part of Vite's development server that is needed here. */
type DevelopmentServer = {
  readonly middlewares: {
    use(path: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void;
  };
};

const pageSchema = z.strictObject({ path: z.string().max(400), combination: z.string().max(400) });
const requestSchema = pageSchema.extend({
  place: z
    .array(z.union([z.string().max(100), z.int().min(0)]))
    .min(1)
    .max(20),
  was: z.string().max(5_000),
  value: z.string().trim().max(5_000),
  target: z.string().max(200),
  fields: z.record(z.string(), z.string().max(1_000)),
});
const writeSchema = z.strictObject({ id: z.uuid() });

/** Proposals that wait for a yes; the oldest leaves first. */
const MOST_PROPOSALS = 20;

/**
 * Lets a page in development reword its own texts: says which texts it has, proposes an edit as a
 * diff, and writes it after a yes. Answers pages of this server alone.
 */
export function editTexts(root: string) {
  const token = randomBytes(24).toString('base64url');
  const proposals = new Map<string, Proposal>();
  const routes: Readonly<Record<string, (body: unknown) => Promise<object>>> = {
    '/texts': (body) => pageTexts(root, pageSchema.parse(body)),
    '/propose': async (body) => {
      const proposal = await propose(root, requestSchema.parse(body));
      if (!proposal.ok) return proposal;
      const id = randomUUID();
      proposals.set(id, proposal);
      for (const oldest of [...proposals.keys()].slice(0, -MOST_PROPOSALS))
        proposals.delete(oldest);
      const { diff, notes, edit } = proposal;
      return { ok: true, id, diff, notes, file: edit.file };
    },
    '/write': async (body) => {
      const { id } = writeSchema.parse(body);
      const proposal = proposals.get(id);
      proposals.delete(id);
      return proposal ? writeProposal(root, proposal) : refuse('This edit is not there any more.');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/start.js' && request.method === 'GET' && isOwnAddress(request.headers)) {
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      response.end(
        `import { startEditing } from '/site/client/edit/start.ts';\nstartEditing(${JSON.stringify(token)});\n`,
      );
      return;
    }
    const route = routes[pathname];
    if (route === undefined || request.method !== 'POST' || !isFromOwnPage(request, token)) {
      send(response, 403, refuse('Only a page of this server may ask this.'));
      return;
    }
    const body = await readJson(request);
    if (body === undefined) {
      send(response, 400, refuse('This is no request of an editor.'));
      return;
    }
    try {
      send(response, 200, await route(body));
    } catch (error) {
      send(response, 400, refuse(error instanceof Error ? error.message : String(error)));
    }
  }

  return {
    name: 'truelift-edit-texts',
    // Before the Worker, which answers every path.
    enforce: 'pre' as const,
    configureServer(server: DevelopmentServer): void {
      server.middlewares.use('/@truelift', (request, response) => {
        response.setHeader('Cache-Control', 'no-store');
        void answer(request, response);
      });
    },
  };
}

async function pageTexts(root: string, name: PageName): Promise<object> {
  const open = await openPage(root, name);
  if (!open.ok) return open;
  const { compiled, path, page, sources, known } = open;
  const project = { ok: true as const, root, sources, known, compiled };
  return {
    ok: true,
    texts: textsOf(page.content),
    targets: targetsOf(open),
    target: usualTarget(open),
    variants: compiled.pages
      .filter((one) => one.landingId === page.landingId)
      .map(({ key, draft }) => ({ key, draft })),
    path,
    fields: experimentFields(project, '')
      .filter((field) => field.quiet !== true && field.name !== 'page' && field.name !== 'change')
      .map((field) => ({ name: field.name, question: field.question })),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });
