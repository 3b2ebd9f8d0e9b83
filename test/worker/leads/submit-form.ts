import { ORIGIN, post, type Visit } from '../visit.ts';

/** What a person types into the tests' form. */
export const FILLED = {
  email: 'ada@example.com',
  company: 'Ada & Sons "Ltd"',
  size: '11–50',
  note: 'Hi',
};

/** Body and headers with which a browser sends the form of a page. */
export function formOf(
  page: Visit,
  fields: Record<string, string>,
): [string, Record<string, string>] {
  const body = new URLSearchParams({
    tl_view: page.token,
    tl_combination: /name="tl_combination" value="([^"]*)"/.exec(page.html)?.[1] ?? '',
    tl_website: '',
    ...fields,
  });
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Cookie: page.cookie,
    Origin: ORIGIN,
    Referer: `${ORIGIN}/demo/?utm_source=x&gclid=AbC`,
  };
  return [body.toString(), headers];
}

/** Sends the form of a page as a browser does. */
export function submit(page: Visit, fields: Record<string, string> = FILLED): Promise<Response> {
  const [body, headers] = formOf(page, fields);
  return post('/_tl/forms/signup', body, headers);
}
