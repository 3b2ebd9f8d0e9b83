import type { ServerResponse } from 'node:http';

/** What a CRM was asked. */
export type AskedOfCrm = {
  /** `/{name}/{mood}` and then the address as the CRM knows it. */
  readonly path: string;
  readonly method: string;
  readonly token: string;
  readonly body: unknown;
};

type Answer = { readonly status: number; readonly body: unknown; readonly retryAfter?: number };

/** The token that both CRMs take. */
export const CRM_TOKEN = 'test-crm-token';

/** The app that Salesforce knows, by its consumer key. */
const APP = '3MVG9test-app';

/** People that HubSpot knows: id by test and e-mail. */
const contacts = new Map<string, string>();

/**
 * Answers as HubSpot's contacts and Salesforce's Lead are documented to: a second contact of one
 * e-mail is a conflict, a Lead of a company called "Twice" is a duplicate. Moods: `lost` (does it,
 * and hangs up the first time), `limited`, `invalid`, `idless`, `garbled`, `slow`. False: no CRM was
 * asked.
 */
export function answerAsCrm(asked: AskedOfCrm, response: ServerResponse): boolean {
  const [, name = '', mood = '', ...rest] = asked.path.split('/');
  const path = rest.join('/');
  if (path === 'services/oauth2/token') {
    const right =
      asked.body === `grant_type=client_credentials&client_id=${APP}&client_secret=s3cret`;
    const granted = { status: 200, body: { access_token: CRM_TOKEN, token_type: 'Bearer' } };
    const refused = { status: 400, body: { error: 'invalid_client' } };
    reply(right ? granted : refused, response, { mood, first: false });
    return true;
  }
  const answer = asked.token === `Bearer ${CRM_TOKEN}` ? inMood(mood) : unauthorized(path);
  if (path.startsWith('crm/v3/objects/contacts')) {
    const first = asked.method === 'POST' && !contacts.has(`${name} ${emailOf(asked.body)}`);
    reply(answer ?? hubspot(name, path, asked), response, { mood, first });
    return true;
  }
  if (path.startsWith('services/data/')) {
    reply(answer ?? salesforce(path, asked), response, { mood, first: false });
    return true;
  }
  return false;
}

function inMood(mood: string): Answer | null {
  switch (mood) {
    case 'limited':
      return { status: 429, retryAfter: 120, body: { status: 'error', category: 'RATE_LIMITS' } };
    case 'invalid':
      return {
        status: 400,
        body: {
          status: 'error',
          message: 'Property values were not valid: ada@example.com',
          category: 'VALIDATION_ERROR',
          errors: [{ message: 'Email address ada@example.com is invalid', code: 'INVALID_EMAIL' }],
        },
      };
    case 'idless':
      return { status: 200, body: {} };
    case 'garbled':
      return { status: 200, body: '<html>Welcome' };
    default:
      return null;
  }
}

function unauthorized(path: string): Answer {
  const hubspotBody = { status: 'error', category: 'INVALID_AUTHENTICATION' };
  const salesforceBody = [
    { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
  ];
  return { status: 401, body: path.startsWith('crm/') ? hubspotBody : salesforceBody };
}

function hubspot(name: string, path: string, { method, body }: AskedOfCrm): Answer {
  const key = `${name} ${emailOf(body)}`;
  const id = contacts.get(key);
  if (method === 'PATCH') return { status: 200, body: { id: path.split('/').at(-1) } };
  if (id !== undefined) {
    const message = `Contact already exists. Existing ID: ${id}`;
    return { status: 409, body: { status: 'error', message, category: 'CONFLICT' } };
  }
  const fresh = String(701 + contacts.size);
  contacts.set(key, fresh);
  return { status: 201, body: { id: fresh, archived: false } };
}

function emailOf(body: unknown): string {
  return String((body as { properties?: { email?: unknown } }).properties?.email);
}

function salesforce(path: string, { method, body }: AskedOfCrm): Answer {
  if (path.endsWith('/Lead/00Q5e00001TwiceAAA')) return { status: 204, body: null };
  if ((body as { Company?: string }).Company === 'Twice') {
    const record = { attributes: { type: 'Lead' }, Id: '00Q5e00001TwiceAAA' };
    const duplicateResut = { matchResults: [{ matchRecords: [{ record }], success: true }] };
    const message = 'Use one of these records?';
    return {
      status: 400,
      body: [{ duplicateResut, errorCode: 'DUPLICATES_DETECTED', message }],
    };
  }
  const created = method === 'POST' || path.includes('/Truelift_Lead_Id__c/');
  return created
    ? { status: 201, body: { id: '00Q5e00001FreshAAA', success: true, errors: [] } }
    : { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'No such resource' }] };
}

function reply(
  { status, body, retryAfter }: Answer,
  response: ServerResponse,
  { mood, first }: { readonly mood: string; readonly first: boolean },
): void {
  if (mood === 'lost' && first) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(status, {
    'Content-Type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
  const text = typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body);
  // A slow one begins to answer and never ends.
  if (mood === 'slow') response.write(text.slice(0, 5));
  else response.end(text);
}
