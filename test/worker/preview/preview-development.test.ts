import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { BROWSER, ORIGIN, readVisit } from '../visit.ts';
import { catalog } from '../world.ts';

async function open(path: string, development: boolean) {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development,
  });
  const request = new Request(ORIGIN + path, { headers: BROWSER });
  return readVisit(await app.fetch(request, env, createExecutionContext()));
}

test('lets ?variant= choose in development, and nowhere else', async () => {
  const query = '?variant=headline.bold&variant=layout.wide';
  const here = await open(`/demo/${query}`, true);
  expect(here.heading).toBe('Demo headline.bold~layout.wide');
  expect(here.token).toBe('');
  expect(here.html).toContain('<a href="?variant=layout.wide">control</a>');
  expect((await open('/demo/?variant=draft.other', true)).heading).toBe('Demo draft.other');
  const there = await open(`/demo/${query}`, false);
  expect(there.view.a).toHaveLength(2);
  expect(there.html).not.toContain('tl-preview');
});

test('says in development what it does not know', async () => {
  const { heading, html } = await open('/demo/?variant=headlin.bold', true);
  expect(heading).toBe('Demo control');
  expect(html).toContain(
    'This page has no variant headlin.bold; this is the control. Did you mean headline.bold?',
  );
  expect((await open('/demo/?variant=<script>', true)).html).toContain('no variant &lt;script&gt;');
});
