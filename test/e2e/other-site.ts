import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { handoffHref } from '#experiments/contract/handoff-mark.ts';
import { firstLine, type PageHead } from '#experiments/contract/page-head.ts';
import { readMarks, utf8Length } from '#experiments/contract/page-marks.ts';
import { tagsOf } from '#site/build/html-tags.ts';
import { policyOf } from '#site/build/page-policy.ts';

/** Key of the source `crm` of the site under test, as Standard Webhooks write it. */
export const CRM_KEY = Buffer.alloc(32, 7);

/** Shop, calendar and forms on an origin of their own: they keep what they were sent. */
export type OtherSite = {
  /** Queries of the pages that were opened, as they came over the wire. */
  readonly opened: readonly string[];
  /** Leads the browser's requests to the names of the other sites here. */
  readonly serve: (context: BrowserContext) => Promise<void>;
  /** Fields of the forms that were sent there, hidden ones too. */
  readonly sent: readonly Readonly<Record<string, string>>[];
  readonly close: () => void;
};

export async function startOtherSite(): Promise<OtherSite> {
  const opened: string[] = [];
  const sent: Readonly<Record<string, string>>[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    opened.push(url);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    if (request.method !== 'POST') response.end(pageOf(url.split('?')[0] ?? ''));
    else {
      void textOf(request).then((text) => {
        sent.push(Object.fromEntries(new URLSearchParams(text)));
        response.end('<!DOCTYPE html><title>Thanks</title><h1>Thank you</h1>');
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    opened,
    sent,
    serve: async (context) => {
      await context.route(/^https:\/\/(shop|calendar|forms)\.example\//, async (route) => {
        const { pathname, search } = new URL(route.request().url());
        const url = `http://127.0.0.1:${port}${pathname}${search}`;
        await route.fulfill({ response: await route.fetch({ url }) });
      });
    },
    close: () => server.close(),
  };
}

/**
 * Which hidden field each of them fills from which parameter of its address: Stripe and Calendly keep
 * theirs with the order; HubSpot fills a field of the same name, Marketo the one that was set up.
 */
const FIELDS: Readonly<Record<string, readonly [field: string, parameter: string]>> = {
  '/buy/p_1': ['client_reference_id', 'client_reference_id'],
  '/halden': ['utm_content', 'utm_content'],
  '/hubspot': ['tl_ref', 'tl_ref'],
  '/marketo': ['tlRef', 'tl_ref'],
  '/order': ['tlRef', 'tl_ref'],
};

function pageOf(path: string): string {
  const head = '<!DOCTYPE html><title>Elsewhere</title><h1>Elsewhere</h1><a href="/">Home</a>';
  const [field, parameter] = FIELDS[path] ?? [];
  if (field === undefined) return head;
  return `${head}<form method="post"><input type="hidden" name="${field}">
<label>E-mail <input name="email"></label><button>Send</button></form>
<script>document.forms[0].elements['${field}'].value =
  new URLSearchParams(location.search).get('${parameter}') ?? '';</script>`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const embed = handoffHref({ href: 'https://calendar.example/embed', handoff: 'tl_ref' });
const links = `<p>
<a id="shop" href="${handoffHref({ href: 'https://shop.example/buy/p_1', handoff: 'client_reference_id' })}">Buy it</a>
<a id="calendar" href="${handoffHref({ href: 'https://calendar.example/halden#times', handoff: 'utm_content' })}">Choose a time</a>
${['HubSpot', 'Marketo', 'Order']
  .map((name) => [name, `https://forms.example/${name.toLowerCase()}`])
  .map(
    ([name, href = '']) => `<a href="${handoffHref({ href, handoff: 'tl_ref' })}">${name} form</a>`,
  )
  .join('\n')}</p>
<details class="embed"><summary>Choose a time here</summary><a href="${embed}" target="times">Open the calendar</a><iframe name="times" title="Times" data-handoff="https://calendar.example"></iframe></details>`;

/** Puts links to the other sites, and one of them inside the page, on every page of `/offer/`. */
export function addHandoffs(client: string): void {
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((one) => /(^|\/)offer\/index\.html$/.test(one))) {
    const file = join(client, name);
    writeFileSync(file, withLinks(readFileSync(file, 'utf8')));
  }
  const secret = `TRUELIFT_CRM_SECRET="whsec_${CRM_KEY.toString('base64')}"\n`;
  writeFileSync(join(client, '../server/.dev.vars'), secret, { flag: 'a' });
}

/** A finished page with the links before the end of its main part: what comes after them moves on. */
function withLinks(file: string): string {
  const [, line = '{}', built = ''] = /^<!--tl:(.*?)-->\n([\s\S]*)$/.exec(file) ?? [];
  const head = JSON.parse(line) as PageHead;
  const added = readMarks(links);
  const [before = '', after = ''] = built.split('</main>');
  const at = utf8Length(before);
  const length = utf8Length(added.html);
  const moved = (offset: number) => (offset < at ? offset : offset + length);
  const html = `${before}${added.html}</main>${after}`;
  const cuts = [
    ...(head.cuts ?? []).map((cut) => ({ ...cut, start: moved(cut.start), end: moved(cut.end) })),
    ...(added.head.cuts ?? []).map((cut) => ({ ...cut, start: cut.start + at, end: cut.end + at })),
  ].sort((one, other) => one.start - other.start || other.end - one.end);
  const csp = policyOf(tagsOf(html));
  return `${firstLine({ ...head, csp, slots: head.slots.map(moved), cuts })}${html}`;
}
