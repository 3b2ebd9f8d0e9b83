import type { IncomingMessage } from 'node:http';

/** What one tests' own set of platforms knows. */
export type World = {
  requests: number;
  batches: string[][];
  counted: Set<string>;
  busy: number;
  mended: boolean;
  /** Requests that get no answer. */
  readonly kept: IncomingMessage[];
};

const DAY_MS = 86_400_000;
/** What their interfaces ask for as a token; another one is refused as each of them does. */
export const PLATFORM_TOKEN = 'a-token-of-the-platforms';

export type Doing = {
  readonly world: World;
  readonly answer: (status: number, body: unknown) => unknown;
};

function count(world: World, ids: readonly string[], at: (id: string, row: number) => boolean) {
  world.batches.push([...ids]);
  ids.forEach((id, row) => {
    if (at(id, row)) world.counted.add(id);
  });
}

/** Facebook's own words, as its documents give them; no index is named. */
export function meta(url: URL, body: MetaBody, { world, answer }: Doing): void {
  if (url.searchParams.get('access_token') !== PLATFORM_TOKEN) {
    answer(400, { error: { code: 190, message: 'Invalid OAuth access token.' } });
    return;
  }
  const ids = body.data.map(({ event_id }) => event_id);
  const oldest = (Date.now() - 7 * DAY_MS) / 1_000;
  const bad = body.data.some((one) => one.event_time < oldest || one.event_id.includes('poison'));
  count(world, ids, () => !bad);
  if (!bad) answer(200, { events_received: ids.length, messages: [], fbtrace_id: 'A' });
  else {
    const error_user_msg = 'The timestamp for this event is too far in the past.';
    answer(400, { error: { code: 100, message: 'Invalid parameter', error_user_msg } });
  }
}

export function linkedin(
  request: IncomingMessage,
  body: LinkedInBody,
  { world, answer }: Doing,
): void {
  if (
    request.headers['x-restli-method'] !== 'BATCH_CREATE' ||
    !request.headers['linkedin-version']
  ) {
    answer(400, { message: 'Header missing' });
    return;
  }
  const ids = body.elements.map(({ eventId }) => eventId);
  const isBad = (id: string, row: number) =>
    (id.includes('poison') && !world.mended) ||
    (body.elements[row]?.conversionHappenedAt ?? 0) < Date.now() - 90 * DAY_MS;
  count(world, ids, (id, row) => !isBad(id, row));
  answer(200, {
    elements: ids.map((id, row) =>
      isBad(id, row)
        ? {
            status: 400,
            error: { status: 400, message: 'Conversion is not valid for someone@example.com' },
          }
        : { status: 201 },
    ),
  });
}

/** A `BadRequest` with the field that is at fault, as google.rpc has it. */
export function google(url: URL, body: GoogleBody, { world, answer }: Doing): void {
  if (url.pathname.endsWith('requestStatus:retrieve')) {
    const failed = url.searchParams.get('requestId')?.includes('fail');
    answer(200, {
      requestStatusPerDestination: [
        failed
          ? {
              requestStatus: 'FAILED',
              errorInfo: {
                errorCounts: [
                  { recordCount: '1', reason: 'PROCESSING_ERROR_REASON_CLICK_NOT_FOUND' },
                ],
              },
            }
          : { requestStatus: 'SUCCESS' },
      ],
    });
    return;
  }
  const ids = body.events.map(({ transactionId }) => transactionId);
  const bad = ids.flatMap((id, row) => (id.includes('poison') ? [row] : []));
  count(world, ids, () => bad.length === 0);
  if (bad.length === 0) {
    answer(200, {
      requestId: `request-${ids.some((id) => id.includes('unknown')) ? 'fail' : 'fine'}`,
    });
    return;
  }
  const fieldViolations = bad.map((row) => ({
    field: `events.events[${row}].ad_identifiers.gclid`,
    description: 'The click id cannot be decoded.',
  }));
  answer(400, {
    error: {
      code: 400,
      message: 'Invalid argument',
      status: 'INVALID_ARGUMENT',
      details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }],
    },
  });
}

/**
 * With `continueOnValidationError` it takes the good rows and names the others; without, none. The
 * form of its list of errors is ours: Microsoft's has not been seen.
 */
export function microsoft(url: URL, body: MicrosoftBody, { world, answer }: Doing): void {
  if (!/\/v1\/\d+\/events$/.test(url.pathname)) {
    answer(404, { error: { message: 'No such tag.' } });
    return;
  }
  const ids = body.data.map(({ eventId }) => eventId);
  const bad = ids.flatMap((id, row) => (id.includes('poison') && !world.mended ? [row] : []));
  const details = bad.map((index) => ({ index, errorMessage: 'The click id is not valid.' }));
  const takes = bad.length === 0 || body.continueOnValidationError;
  count(world, ids, (_, row) => takes && !bad.includes(row));
  answer(takes ? 200 : 400, {
    eventsReceived: takes ? ids.length - bad.length : 0,
    ...(bad.length === 0 ? {} : { error: { message: 'Validation failed', details } }),
  });
}

type MicrosoftBody = {
  readonly data: readonly { readonly eventId: string }[];
  readonly continueOnValidationError: boolean;
};
type MetaBody = {
  readonly data: readonly { readonly event_id: string; readonly event_time: number }[];
};
type LinkedInBody = {
  readonly elements: readonly { readonly eventId: string; readonly conversionHappenedAt: number }[];
};
type GoogleBody = { readonly events: readonly { readonly transactionId: string }[] };
