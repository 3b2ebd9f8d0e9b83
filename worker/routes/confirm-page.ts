import { htmlText } from '#experiments/contract/html-text.ts';
import { styleHash } from '../style-hash.ts';

const STYLE = `
body{margin:0;font:400 1.0625rem/1.6 system-ui,sans-serif;color:#1c1917;background:#fafaf9}
main{max-width:32rem;margin:12vh auto;padding:0 1.5rem}
p:first-child{font-weight:700}
h1{margin:2rem 0 .75rem;font-size:1.75rem;line-height:1.2}
button{min-height:3.5rem;margin-top:1rem;padding:.75rem 1.5rem;border:0;border-radius:.5rem;
background:#1c1917;color:#fff;font:inherit;font-weight:700;cursor:pointer}
button:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}`;

/** A page of the Worker's own with a heading, a sentence and at most one button. */
export async function confirmPage(
  page: {
    readonly title: string;
    readonly text: string;
    /** HTML; '' without a button. */
    readonly form: string;
  },
  {
    brand,
    locale,
    status,
  }: { readonly brand: string; readonly locale: string; readonly status: number },
): Promise<Response> {
  const title = htmlText(page.title);
  const html = `<!doctype html>
<html lang="${htmlText(locale)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${htmlText(brand)}</title>
<style>${STYLE}</style>
<main>
<p>${htmlText(brand)}</p>
<h1>${title}</h1>
<p>${htmlText(page.text)}</p>
${page.form}
</main>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src ${await styleHash(STYLE)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    },
  });
}
