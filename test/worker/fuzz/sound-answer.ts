import { wouldRun } from '#test/support/csv-cells.ts';
import { ORIGIN } from '../visit.ts';

const ALWAYS = [
  'X-Content-Type-Options',
  'Referrer-Policy',
  'Cross-Origin-Opener-Policy',
  'Permissions-Policy',
  'Content-Security-Policy',
] as const;

/** Attributes whose value a browser opens. */
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'srcdoc', 'data', 'poster']);

/** What is wrong with an answer that nobody may ever get; none is how every answer has to be. */
export async function faultsOf(response: Response): Promise<readonly string[]> {
  const { status, headers } = response;
  const body = await response.clone().text();
  const faults: string[] = [];
  if (status >= 500) faults.push(`answers ${status}: ${body.slice(0, 300)}`);
  for (const name of ALWAYS) if (!headers.has(name)) faults.push(`has no ${name}`);
  const policy = headers.get('Content-Security-Policy') ?? '';
  if (/unsafe-|\*/.test(policy)) faults.push(`allows too much: ${policy}`);
  if (headers.has('X-Injected')) faults.push('has a header of somebody else');
  const location = headers.get('Location');
  if (location !== null && new URL(location, ORIGIN).origin !== ORIGIN) {
    faults.push(`leads to ${location}`);
  }
  if (body !== '') faults.push(...(await faultsOfBody(headers.get('Content-Type'), body)));
  return faults;
}

async function faultsOfBody(type: string | null, body: string): Promise<readonly string[]> {
  if (type === null) return ['has no type'];
  if (type.startsWith('text/html')) {
    const charset = type === 'text/html; charset=utf-8' ? [] : [`is ${type}`];
    return [...charset, ...(await unescaped(body))];
  }
  if (type.startsWith('application/json')) return isJson(body) ? [] : ['is no JSON'];
  if (type.startsWith('text/csv')) return wouldRun(body).map((cell) => `holds a formula: ${cell}`);
  return [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Planted elements, attributes and scripts that a parser finds in a page. */
async function unescaped(html: string): Promise<readonly string[]> {
  if (!/tl-x|tlxss|onx/i.test(html)) return [];
  const found: string[] = [];
  let script = '';
  const rewriter = new HTMLRewriter()
    .on('*', {
      element: (element) => {
        if (element.tagName === 'tl-x') found.push('planted element');
        for (const [name = '', value = ''] of element.attributes) {
          if (name === 'onx') found.push('planted attribute');
          if (/^on/.test(name) && /tlxss/.test(value)) found.push(`planted handler ${name}`);
          if (ADDRESSES.has(name) && /^\s*javascript:/i.test(value))
            found.push(`script in ${name}`);
        }
      },
    })
    .on('script, style', {
      text: (text) => {
        script += text.text;
      },
    });
  await rewriter.transform(new Response(html)).text();
  if (/tlxss|<tl-x/.test(script)) found.push('planted script');
  return found;
}
