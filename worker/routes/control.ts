import { type ControlRequest, controlRequestSchema } from '#experiments/contract/control.ts';
import { controlRefusals } from '#experiments/controls/control-words.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { type Acted, act } from '../reporting/act.ts';
import { controlOfForm } from './control-form.ts';
import { readBytes } from './read-body.ts';
import { isSameOrigin } from './same-origin.ts';

/** A control is a few numbers and a sentence. */
const MAX_CONTROL_BYTES = 16_384;

/** What the page says after a form was sent, besides the domain's own refusals. */
export const answerSentences = {
  conflict:
    'Somebody else acted on this experiment after you opened the page. Nothing of yours was done: look at the log below, then decide again.',
  'unknown-experiment': 'No experiment of this name.',
  invalid: 'Something is missing or no number. Nothing was changed.',
  ...controlRefusals,
} as const;
export type AnswerCode = keyof typeof answerSentences;

type Context = {
  readonly db: D1Database;
  readonly catalog: Catalog;
  readonly experimentId: string;
  readonly actor: string;
  readonly now: number;
};

/**
 * `POST /report/api/experiments/{id}/controls`: does what an editor asks, from a form (answered by
 * a redirect to the page, which says what became of it) or as JSON (`controlRequestSchema`).
 * Stands behind `requireAccess('editor')`; a request from another site is refused.
 */
export async function postControl(request: Request, context: Context): Promise<Response> {
  const { experimentId } = context;
  if (!isSameOrigin(request, new URL(request.url))) {
    return json('foreign-origin', 'The request came from another site.', 403);
  }
  const isJson = request.headers.get('Content-Type')?.includes('application/json') ?? false;
  const asked = await readControl(request, context.catalog.site.timeZone, isJson);
  if (isJson) {
    if (!asked.ok) return json('invalid', asked.message, 422);
    const acted = await carryOut(asked.request, context);
    return acted.ok
      ? Response.json({ ok: true })
      : json(acted.reason, answerSentences[acted.reason], statusOf(acted.reason));
  }
  const acted: Acted | { ok: false; reason: 'invalid' } = asked.ok
    ? await carryOut(asked.request, context)
    : { ok: false, reason: 'invalid' };
  const answer = new URLSearchParams(
    acted.ok ? { done: '1' } : { refused: acted.reason, reason: asked.reason.slice(0, 500) },
  );
  return new Response(null, {
    status: 303,
    headers: { Location: `/report/${encodeURIComponent(experimentId)}/?${answer}#controls` },
  });
}

function carryOut(request: ControlRequest, context: Context): Promise<Acted> {
  return act(context.db, context.catalog, { ...context, request });
}

type Read =
  | { readonly ok: true; readonly request: ControlRequest; readonly reason: string }
  | { readonly ok: false; readonly message: string; readonly reason: string };

async function readControl(request: Request, timeZone: string, isJson: boolean): Promise<Read> {
  const bytes = await readBytes(request, MAX_CONTROL_BYTES);
  if (!bytes) return { ok: false, message: 'The request is too long.', reason: '' };
  const raw = isJson ? jsonOf(bytes) : await formOf(request, bytes, timeZone);
  const given = (raw as { reason?: unknown } | null)?.reason;
  const reason = typeof given === 'string' ? given : '';
  const parsed = controlRequestSchema.safeParse(raw);
  if (parsed.success) return { ok: true, request: parsed.data, reason };
  const [issue] = parsed.error.issues;
  return { ok: false, message: `${issue?.path.join('.')}: ${issue?.message}`, reason };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

async function formOf(request: Request, bytes: Uint8Array, timeZone: string): Promise<unknown> {
  const type = request.headers.get('Content-Type') ?? '';
  try {
    const form = await new Response(bytes, { headers: { 'Content-Type': type } }).formData();
    return controlOfForm(form, timeZone);
  } catch {
    return null;
  }
}

function statusOf(reason: Extract<Acted, { ok: false }>['reason']): number {
  return reason === 'conflict' ? 409 : reason === 'unknown-experiment' ? 404 : 422;
}

function json(error: string, message: string, status: number): Response {
  return Response.json({ error, message }, { status });
}
