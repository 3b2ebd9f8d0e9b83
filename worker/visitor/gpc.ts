/**
 * Whether the browser refuses sale and sharing on its visitor's behalf: then nothing about the
 * visitor goes to an ad platform, whatever else was said.
 * Source: Global Privacy Control, https://www.w3.org/TR/gpc/
 */
export function hasGpc(request: Request): boolean {
  return request.headers.get('Sec-GPC')?.trim() === '1';
}
