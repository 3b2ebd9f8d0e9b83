import { createHmac, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
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

/** A shop and a calendar on an origin of their own: they show what they were sent, and report it. */
export type OtherSite = {
  /** Queries of the pages that were opened, as they came over the wire. */
  readonly opened: readonly string[];
  /** Leads the browser's requests to the names of the other sites here. */
  readonly serve: (context: BrowserContext) => Promise<void>;
  /** What the shop's own server says once somebody has paid: `reference` as Stripe gives it back. */
  readonly tellPaid: (origin: string, reference: string) => Promise<Response>;
  readonly close: () => void;
};

export async function startOtherSite(): Promise<OtherSite> {
  const opened: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    opened.push(url);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!DOCTYPE html><title>Elsewhere</title><h1>Elsewhere</h1><a href="/">Home</a>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    opened,
    serve: async (context) => {
      await context.route(/^https:\/\/(shop|calendar)\.example\//, async (route) => {
        const { pathname, search } = new URL(route.request().url());
        const url = `http://127.0.0.1:${port}${pathname}${search}`;
        await route.fulfill({ response: await route.fetch({ url }) });
      });
    },
    tellPaid: (origin, reference) => {
      const id = `evt_${randomUUID()}`;
      const at = Math.floor(Date.now() / 1000);
      const event = { id, deal: id, stage: 'won', at: at * 1000, ref: { handoff: reference } };
      const body = JSON.stringify({ ...event, amount: { minor: 4_990, currency: 'EUR' } });
      const mac = createHmac('sha256', CRM_KEY).update(`${id}.${at}.${body}`).digest('base64');
      const headers = {
        'Content-Type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(at),
        'webhook-signature': `v1,${mac}`,
      };
      return fetch(`${origin}/_tl/hooks/crm`, { method: 'POST', headers, body });
    },
    close: () => server.close(),
  };
}

const embed = handoffHref({ href: 'https://calendar.example/embed', handoff: 'tl_ref' });
const links = `<p>
<a id="shop" href="${handoffHref({ href: 'https://shop.example/buy/p_1', handoff: 'client_reference_id' })}">Buy it</a>
<a id="calendar" href="${handoffHref({ href: 'https://calendar.example/halden#times', handoff: 'utm_content' })}">Choose a time</a></p>
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
