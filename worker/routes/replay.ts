import { reviveMessages } from '../store/operation/dead-letters.ts';
import { readBytes } from './read-body.ts';
import { isSameOrigin } from './same-origin.ts';

const MAX_FORM_BYTES = 4_096;
const PAGE = '/report/leads/?list=undelivered';

/**
 * `POST /report/api/outbox/replay` with `message` (a message's id, or `all`): sends what was given up
 * once more, on record with who did it. Answers with a redirect to the list, which says how many it
 * were. `deliver` is called when there is something to send. Stands behind `requireAccess('editor')`;
 * a request from another site is refused.
 */
export async function postReplay(
  request: Request,
  context: {
    readonly db: D1Database;
    readonly actor: string;
    readonly now: number;
    readonly deliver: () => void;
  },
): Promise<Response> {
  if (!isSameOrigin(request, new URL(request.url))) {
    const message = 'The request came from another site.';
    return Response.json({ error: 'foreign-origin', message }, { status: 403 });
  }
  const bytes = await readBytes(request, MAX_FORM_BYTES);
  const message = bytes && new URLSearchParams(new TextDecoder().decode(bytes)).get('message');
  if (!message) {
    const sentence = 'Name a message, or all: message=all.';
    return Response.json({ error: 'invalid', message: sentence }, { status: 422 });
  }
  const { db, actor, now } = context;
  const messageId = message === 'all' ? null : message;
  const sent = await reviveMessages(db, { messageId, actor, now });
  if (sent > 0) context.deliver();
  return new Response(null, { status: 303, headers: { Location: `${PAGE}&sent=${sent}` } });
}
