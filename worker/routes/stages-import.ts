import {
  type StageImportAnswer,
  type StageImportVerdict,
  stageImportSchema,
} from '#experiments/contract/stage-import.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { completeStages } from '../deals/complete-stages.ts';
import { readRow } from '../deals/read-hook-event.ts';
import { type StageContext, takeStages, tryStages } from '../deals/take-stages.ts';
import type { StageVerdict } from '../store/deals/record-stages.ts';
import { isUnavailable } from '../store/operation/attempt.ts';
import { unavailableResponse } from './problem.ts';
import { readBytes } from './read-body.ts';
import { isSameOrigin } from './same-origin.ts';

const MAX_BYTES = 1_000_000;

/**
 * `POST /report/api/stages`: rows of a file of stages, read as the named source's hook reads them,
 * with a verdict per row. Safe to repeat. With `dryRun` nothing is written and no CRM is asked.
 * Stands behind `requireAccess('editor')`.
 */
export async function postStages(
  request: Request,
  context: StageContext & { readonly env: Readonly<Record<string, unknown>> },
): Promise<Response> {
  if (!isSameOrigin(request, new URL(request.url))) {
    return refuse(403, 'foreign-origin', 'The request came from another site.');
  }
  const bytes = await readBytes(request, MAX_BYTES);
  if (bytes === null) return refuse(413, 'too-large', 'At most 1 MB in one request.');
  const body = stageImportSchema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (!body.success) {
    const [issue] = body.error.issues;
    return refuse(422, 'invalid', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
  }
  const { source: id, dryRun, rows } = body.data;
  const { sources } = context.catalog.crm;
  const source = sources.find((one) => one.id === id);
  if (!source) {
    const known = sources.length === 0 ? 'It names none' : listText(sources.map((one) => one.id));
    return refuse(404, 'unknown-source', `site/crm.yaml has no source "${id}": ${known}.`);
  }
  try {
    const read = await Promise.all(rows.map(({ cells }) => readRow(cells, source, context)));
    const events = read.flatMap((one) => (one.ok ? [one.event] : []));
    const { currency } = context.catalog.site;
    const verdicts = dryRun
      ? await tryStages(
          id,
          events.map((event) => ({ event, lookupAt: null })),
          context,
        )
      : await takeStages(
          id,
          {
            events: await completeStages(events, source, { ...context, currency }),
            rejects: read.flatMap((one) =>
              one.ok ? [] : [{ code: one.code, message: one.message, payload: '' }],
            ),
          },
          context,
        );
    let next = 0;
    const answer: StageImportAnswer = {
      dryRun,
      rows: read.map((one, index): StageImportVerdict => {
        const line = rows[index]?.line ?? 0;
        if (!one.ok) return { line, verdict: 'rejected', message: one.message };
        return { line, ...told(verdicts[next++]) };
      }),
    };
    return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } });
  } catch (error) {
    if (isUnavailable(error)) return unavailableResponse();
    throw error;
  }
}

const WAYS: Readonly<Record<string, string>> = {
  handoff: 'by its hand-off reference',
  record: 'by its record id',
  lead: 'by its lead id',
  email: 'by its e-mail address',
  deal: 'by its deal',
};

function told(verdict: StageVerdict | undefined): Pick<StageImportVerdict, 'verdict' | 'message'> {
  const message = verdict?.matchedBy ? (WAYS[verdict.matchedBy] ?? '') : '';
  if (verdict?.duplicate) return { verdict: 'duplicate', message: 'is on record already' };
  return { verdict: message === '' ? 'waiting' : 'matched', message };
}

function refuse(status: number, error: string, message: string): Response {
  return Response.json({ error, message }, { status });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
