import { chance, pick, type Random } from '../random.ts';
import { bookReject, bookSurprise } from './books.ts';
import { postForm, sendEvents, sendRefused } from './browser.ts';
import { sendNew, stamp, type Tab } from './tab.ts';

/**
 * What else arrives at a public address: extensions that break bodies, copied tokens, programs
 * that guess. Each must be refused by its code and change no other number.
 */
export async function makeTrouble(tab: Tab, random: Random): Promise<void> {
  if (!chance(random, 0.04)) return;
  await pick(random, [
    malformedEvent,
    malformedEvent,
    unknownMetric,
    cutBody,
    wrongEnvelope,
    changedToken,
    withoutCookie,
    foreignPage,
    foreignType,
    hugeBody,
    unknownForm,
    formWithoutLimits,
  ])(tab, random);
}

/** One faulty event in good company costs itself only. */
async function malformedEvent(tab: Tab, random: Random): Promise<void> {
  const { browser, page, url } = tab;
  const good = { ...stamp(browser), type: 'signal', stage: 'error', detail: 'Script error.' };
  const bad = pick<Readonly<Record<string, unknown>>>(random, [
    { ...stamp(browser), type: 'purchase' },
    { ...stamp(browser), id: 'not-a-uuid', type: 'conversion', metric: 'cta-click' },
    { ...stamp(browser), at: '2026-11-23', type: 'conversion', metric: 'cta-click' },
    { ...stamp(browser), type: 'conversion' },
  ]);
  browser.books.accepted += 1;
  bookReject(browser.books, 'invalid-event');
  const answer = await sendEvents(browser, { token: page.token, url }, [bad, good]);
  if (answer.accepted !== 1 || answer.rejected[0]?.code !== 'invalid-event') {
    bookSurprise(browser.books, `a faulty event was answered ${JSON.stringify(answer)}`);
  }
}

/** Stored and flagged, in no statistic. */
function unknownMetric({ browser, page, url }: Tab): Promise<void> {
  const metric = 'metric-of-an-older-page';
  return sendNew(browser, { token: page.token, url }, [
    { ...stamp(browser), type: 'conversion', metric },
  ]);
}

function cutBody({ browser, page, url }: Tab): Promise<void> {
  const body = JSON.stringify({ v: 1, view: page.token, events: [] }).slice(0, -4);
  return sendRefused(browser, { url, body }, 'malformed-json');
}

function wrongEnvelope({ browser, page, url }: Tab, random: Random): Promise<void> {
  const envelope = pick<unknown>(random, [
    { v: 2, view: page.token, events: [{}] },
    { v: 1, view: page.token, events: 'exposure' },
    { v: 1, view: page.token, events: [] },
    ['v', 1],
  ]);
  return sendRefused(browser, { url, body: JSON.stringify(envelope) }, 'invalid-envelope');
}

/** Somebody writes another variant into the token. */
function changedToken({ browser, page, url }: Tab): Promise<void> {
  const [version, kid, , signature] = page.token.split('.');
  const view = { ...page.view, n: crypto.randomUUID() };
  const payload = Buffer.from(JSON.stringify(view)).toString('base64url');
  const body = conversionBody(`${version}.${kid}.${payload}.${signature}`);
  return sendRefused(browser, { url, body }, 'invalid-view');
}

/** A token is bound to the visitor it was served to. */
function withoutCookie({ browser, page, url }: Tab): Promise<void> {
  const stranger = { ...browser, cookie: null };
  return sendRefused(stranger, { url, body: conversionBody(page.token) }, 'invalid-view');
}

function foreignPage({ browser, page, url }: Tab): Promise<void> {
  const headers = { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' };
  return sendRefused(browser, { url, body: conversionBody(page.token), headers }, 'foreign-origin');
}

function foreignType({ browser, page, url }: Tab): Promise<void> {
  const headers = { 'Content-Type': 'text/html' };
  return sendRefused(
    browser,
    { url, body: conversionBody(page.token), headers },
    'unsupported-type',
  );
}

function hugeBody({ browser, page, url }: Tab): Promise<void> {
  const body = conversionBody(page.token) + ' '.repeat(70_000);
  return sendRefused(browser, { url, body }, 'too-large');
}

async function unknownForm({ browser, url }: Tab): Promise<void> {
  const answer = await postForm(browser, {
    action: '/_tl/forms/contact',
    url,
    fields: [['email', 'a@b.example']],
  });
  bookReject(browser.books, 'unknown-form');
  if (answer.status < 400 || answer.status > 499) {
    bookSurprise(browser.books, `an unknown form answered ${answer.status}`);
  }
}

async function formWithoutLimits({ browser, page, url }: Tab): Promise<void> {
  if (!page.form) return;
  const fields = [['message', 'x'.repeat(70_000)]] as const;
  const answer = await postForm(browser, { action: page.form.action, url, fields });
  bookReject(browser.books, 'too-large');
  if (answer.status < 400 || answer.status > 499) {
    bookSurprise(browser.books, `a huge form answered ${answer.status}`);
  }
}

function conversionBody(token: string): string {
  const event = {
    id: crypto.randomUUID(),
    type: 'conversion',
    metric: 'cta-click',
    at: Date.now(),
  };
  return JSON.stringify({ v: 1, view: token, events: [event] });
}
