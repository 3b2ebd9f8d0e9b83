import { keyring } from '../visitor/keyring.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { notConfiguredResponse } from './problem.ts';
import {
  getExport,
  getReview,
  postExport,
  postExports,
  postRetry,
  type UploadsContext,
} from './uploads.ts';

/** Everything below `/report/api/uploads/`: see `./uploads.ts`. Editors alone get here. */
export async function uploadsApi(
  request: Request,
  context: Omit<UploadsContext, 'dataKeys'> & { readonly dataKeys: string | undefined },
): Promise<Response> {
  const dataKeys = await keyring(context.dataKeys, 'AES-GCM');
  if (!dataKeys) return notConfiguredResponse('TRUELIFT_DATA_KEYS');
  const given = { ...context, dataKeys };
  const { pathname } = new URL(request.url);
  const posts = request.method === 'POST';
  const [, platform] = /^\/report\/api\/uploads\/([a-z0-9]+)\/exports$/.exec(pathname) ?? [];
  if (platform !== undefined) {
    return posts ? postExports(request, platform, given) : methodNotAllowed('POST');
  }
  const [, retried] = /^\/report\/api\/uploads\/([a-z0-9]+)\/retry$/.exec(pathname) ?? [];
  if (retried !== undefined) {
    return posts ? postRetry(request, retried, given) : methodNotAllowed('POST');
  }
  const [, reviewed] = /^\/report\/api\/uploads\/([a-z0-9]+)\/review\.csv$/.exec(pathname) ?? [];
  if (reviewed !== undefined) return posts ? methodNotAllowed('GET') : getReview(reviewed, given);
  const [, exportId] = /^\/report\/api\/uploads\/exports\/([0-9a-f]{16})$/.exec(pathname) ?? [];
  if (exportId !== undefined) {
    return posts ? postExport(request, exportId, given) : getExport(exportId, given);
  }
  const message = 'There is no such address: see /report/uploads/.';
  return Response.json({ error: 'not-found', message }, { status: 404 });
}
