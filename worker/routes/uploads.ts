import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { PLATFORMS, type Platform } from '#experiments/uploads/platform.ts';
import { startOfDay } from '../store/looks/looks-day.ts';
import { judgeExport } from '../store/uploads/judge-export.ts';
import { readExportLeads } from '../store/uploads/read-exports.ts';
import { makeExports } from '../uploads/make-exports.ts';
import { readExport } from '../uploads/read-export.ts';
import { refreshUploads } from '../uploads/refresh-uploads.ts';
import { retryRefused } from '../uploads/retry-refused.ts';
import { reviewUploads } from '../uploads/review-uploads.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { readBytes } from './read-body.ts';
import { isSameOrigin } from './same-origin.ts';

const MAX_FORM_BYTES = 4_096;
const PAGE = '/report/uploads/';

export type UploadsContext = {
  readonly db: D1Database;
  readonly catalog: Catalog;
  readonly dataKeys: Keyring;
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * `POST /report/api/uploads/{platform}/exports`, with `since` (2026-11-23, site time) for an overlap:
 * brings the ledger up to date and makes the files that can leave. A form is answered by the page,
 * a program that accepts JSON by the list of files. Stands behind `requireAccess('editor')`.
 */
export async function postExports(
  request: Request,
  name: string,
  context: UploadsContext,
): Promise<Response> {
  const { db, catalog, dataKeys, actor, now } = context;
  if (!isSameOrigin(request, new URL(request.url))) return foreign();
  const platform = PLATFORMS.find((one) => one === name);
  if (platform === undefined || !catalog.platforms[platform]?.enabled) {
    return refusal(404, 'not-found', unknownText(name, catalog));
  }
  const form = await formOf(request);
  const day = form?.get('since') || null;
  if (day !== null && !isDay(day)) {
    return refusal(422, 'invalid', `since is "${day}": give a day, for example 2026-11-23.`);
  }
  const since = day === null ? null : startOfDay(day, catalog.site.timeZone);
  await refreshUploads(db, { catalog, dataKeys, now });
  const asked = { platform, way: 'file', since, by: actor } as const;
  const made = await makeExports(db, asked, { catalog, dataKeys, now });
  const files = await Promise.all(made.map((id) => describe(db, id, dataKeys)));
  if (request.headers.get('Accept')?.includes('application/json')) {
    return Response.json({ platform, files });
  }
  const answer = new URLSearchParams({ platform, made: String(made.length) });
  return new Response(null, {
    status: 303,
    headers: { Location: `${PAGE}?${answer}#${platform}` },
  });
}

async function describe(db: D1Database, exportId: string, dataKeys: Keyring) {
  const file = await readExport(db, exportId, dataKeys);
  const { name = '', rows = 0, sha256 = '' } = file ?? {};
  return { exportId, name, rows, sha256, href: `/report/api/uploads/exports/${exportId}` };
}

/**
 * `GET /report/api/uploads/exports/{id}`: the file of an export, as often as anybody asks. Stands
 * behind `requireAccess('editor')`: it names clicks and digests of people.
 */
export async function getExport(exportId: string, { db, dataKeys }: UploadsContext) {
  const file = await readExport(db, exportId, dataKeys);
  if (file === null)
    return refusal(404, 'not-found', 'There is no such file: see /report/uploads/.');
  if (file.rows === 0) {
    const sentence =
      'Nothing is left of this file: its people have withdrawn, or its platform’s window is over.';
    return refusal(410, 'gone', sentence);
  }
  return new Response(file.text, {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${file.name}"`,
    },
  });
}

/**
 * `POST /report/api/uploads/exports/{id}` with `became`: `accepted` when the platform took the file,
 * `unused` when it never got there. Stands behind `requireAccess('editor')`.
 */
export async function postExport(request: Request, exportId: string, context: UploadsContext) {
  if (!isSameOrigin(request, new URL(request.url))) return foreign();
  const became = (await formOf(request))?.get('became');
  if (became !== 'accepted' && became !== 'unused') {
    return refusal(422, 'invalid', 'Say what became of it: became=accepted or became=unused.');
  }
  const { db, catalog, dataKeys, actor, now } = context;
  await judgeExport(db, exportId, { became, by: actor, now, run: crypto.randomUUID() });
  if (became === 'unused') {
    // What the platform never got needs no correction, and may not be true any more.
    const leadIds = await readExportLeads(db, exportId);
    await refreshUploads(db, { catalog, dataKeys, now, leadIds });
  }
  return new Response(null, {
    status: 303,
    headers: { Location: `${PAGE}?became=${became}#files` },
  });
}

/**
 * `POST /report/api/uploads/{platform}/retry` with `upload` (its number in the ledger, or `all`): tries
 * what was refused again, on record with who asked. Answers by the page, or with how many can leave
 * for a program that accepts JSON. Stands behind `requireAccess('editor')`.
 */
export async function postRetry(request: Request, name: string, context: UploadsContext) {
  const { db, catalog, actor } = context;
  if (!isSameOrigin(request, new URL(request.url))) return foreign();
  const platform = PLATFORMS.find((one) => one === name);
  if (platform === undefined || !catalog.platforms[platform]?.enabled) {
    return refusal(404, 'not-found', unknownText(name, catalog));
  }
  const upload = (await formOf(request))?.get('upload') ?? '';
  if (upload !== 'all' && !/^\d{1,15}$/.test(upload)) {
    return refusal(422, 'invalid', 'Name an upload by its number, or all: upload=all.');
  }
  const uploadId = upload === 'all' ? null : Number(upload);
  const retried = await retryRefused(db, { platform, uploadId, actor }, context);
  if (request.headers.get('Accept')?.includes('application/json')) {
    return Response.json({ platform, retried });
  }
  const query = new URLSearchParams({ platform, retried: String(retried) });
  return new Response(null, {
    status: 303,
    headers: { Location: `${PAGE}?${query}#${platform}` },
  });
}

/**
 * `GET /report/api/uploads/{platform}/review.csv`: what the check says of what has not left, for people
 * and their spreadsheets. Stands behind `requireAccess('editor')`.
 */
export async function getReview(name: string, context: UploadsContext) {
  const platform = PLATFORMS.find((one) => one === name);
  if (platform === undefined || !context.catalog.platforms[platform]?.enabled) {
    return refusal(404, 'not-found', unknownText(name, context.catalog));
  }
  return new Response(await reviewUploads(context.db, platform, context), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="review-${platform}.csv"`,
    },
  });
}

async function formOf(request: Request): Promise<URLSearchParams | null> {
  const bytes = await readBytes(request, MAX_FORM_BYTES);
  return bytes && new URLSearchParams(new TextDecoder().decode(bytes));
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function unknownText(name: string, { platforms }: Catalog): string {
  const known = (Object.keys(platforms) as Platform[]).filter((one) => platforms[one]?.enabled);
  return known.length === 0
    ? 'No platform is set up: write site/platforms.yaml.'
    : `"${name}" is no platform of this site: ${known.join(', ')}.`;
}

function foreign(): Response {
  return refusal(403, 'foreign-origin', 'The request came from another site.');
}

function refusal(status: number, error: string, message: string): Response {
  return Response.json({ error, message }, { status });
}
