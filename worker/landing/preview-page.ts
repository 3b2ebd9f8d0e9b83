import { toBase64Url } from '../visitor/base64url.ts';
import { composePage } from './compose-page.ts';
import { pageHeaders } from './headers.ts';
import type { PageReader } from './page-memory.ts';
import { escapeHtml } from './preview-bar.ts';
import { PREVIEW_STYLE } from './preview-style.ts';

/** What goes around a page that is shown as a preview. */
export type Around = {
  /** HTML of the bar. */
  readonly bar: string;
  /** Moment whose sections show, in epoch milliseconds. */
  readonly shownAt: number;
  /** Address of this very preview. */
  readonly again: string;
  /** Path of the page that a form leads to; null for a form that is not ours. */
  readonly thanksOf: (formId: string) => string | null;
};

/**
 * A page as a preview: empty token slots, so that nothing can be counted; the bar; forms that close
 * and say that nothing was sent. Works without a script: a form with the method "dialog" is checked
 * by the browser as ever, sends nothing, and closes the dialog around it, behind which the sentence
 * stands (HTML, "form submission algorithm", https://html.spec.whatwg.org/#form-submission-algorithm).
 */
export async function previewPage(
  request: Request,
  { page, source }: NonNullable<Awaited<ReturnType<PageReader>>>,
  around: Around,
): Promise<Response> {
  const headers = pageHeaders(previewPolicy(page.csp, await hashOf(PREVIEW_STYLE)));
  headers.set('Cache-Control', 'no-store');
  headers.set('X-Robots-Tag', 'noindex');
  headers.set('Server-Timing', `tl;desc=${source}`);
  if (request.method === 'HEAD') return new Response(null, { headers });
  const query = new URL(request.url).searchParams;
  const html = new Response(composePage(page, { token: '', query, now: around.shownAt }), {
    headers,
  });
  return new HTMLRewriter()
    .on('body', {
      element: (body) => {
        body.prepend(`<style>${PREVIEW_STYLE}</style>${around.bar}`, { html: true });
      },
    })
    .on('form', { element: (form) => muteForm(form, around) })
    .on('[formaction], [formmethod]', {
      element: (button) => {
        button.removeAttribute('formaction');
        button.removeAttribute('formmethod');
      },
    })
    .transform(html);
}

/** The page's own policy, but without sending anything, and with the bar's style. */
export function previewPolicy(csp: string | null, styleHash: string): string {
  // In development the page has no policy of its own, and its reload needs the connection.
  if (csp === null) return "form-action 'none'";
  const directives = new Map(
    csp.split(';').flatMap((directive) => {
      const [name, ...values] = directive.trim().split(/\s+/);
      return name ? [[name, values] as const] : [];
    }),
  );
  const styles = (directives.get('style-src') ?? []).filter((value) => value !== "'none'");
  directives.set('style-src', [...styles, `'sha256-${styleHash}'`]);
  directives.set('form-action', ["'none'"]);
  directives.set('connect-src', ["'none'"]);
  return [...directives].map(([name, values]) => [name, ...values].join(' ')).join('; ');
}

function muteForm(form: Element, { again, thanksOf }: Around): void {
  if (form.getAttribute('method')?.toLowerCase() === 'dialog') return;
  const formId = /^\/_tl\/forms\/([a-z0-9-]+)$/.exec(form.getAttribute('action') ?? '')?.[1];
  const thanks = formId === undefined ? null : thanksOf(formId);
  const next = thanks === null ? '' : ` Visitors would now come to ${escapeHtml(thanks)}.`;
  form.setAttribute('method', 'dialog');
  form.removeAttribute('action');
  form.before('<dialog class="tl-preview-form" open aria-label="Form in preview">', { html: true });
  form.after(
    '</dialog><p class="tl-preview-sent" role="status"><strong>Preview: nothing was sent.</strong>' +
      `${next} <a href="${escapeHtml(again)}">Show the form again</a></p>`,
    { html: true },
  );
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const base64 = toBase64Url(new Uint8Array(digest)).replaceAll('-', '+').replaceAll('_', '/');
  return `${base64}=`;
}
