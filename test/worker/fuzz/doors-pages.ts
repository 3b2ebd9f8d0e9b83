import * as fc from 'fast-check';
import { writePreviewToken } from '#worker/landing/preview-token.ts';
import { choiceCookie } from '#worker/visitor/choice.ts';
import { signingKeys } from '../consent/handoff-world.ts';
import { BROWSER, ORIGIN, readVisit } from '../visit.ts';
import { change, changed } from './changed.ts';
import { door } from './door.ts';
import { ask, knownVisitor, openPage } from './fuzz-world.ts';
import { hostile } from './hostile.ts';
import { headers, method, query } from './page-requests.ts';

const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '/demo/',
      '/half/',
      '/handoff/',
      '/spring/',
      '/%64emo/',
      '/demo/index.html',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '/over/',
      '/_v/headline.bold/demo/',
      '/404',
      '/plain.txt',
      '/sitemap.xml',
      '/.well-known/gpc.json',
      '/ended/',
      '/privacy-choices/',
    ),
  },
  { weight: 1, arbitrary: hostile.map((text) => `/${encodeURIComponent(text.toWellFormed())}/`) },
  { weight: 1, arbitrary: hostile.map((text) => `/${text.replace(/[#?\\]/g, '')}`) },
);

export const pages = door({
  name: 'pages, with changed cookies',
  share: 27,
  atLeastTaken: 0.1,
  inputs: fc.record({ path, query, headers, method, kept: change, choice: fc.boolean() }),
  open: async () => {
    const { page } = await knownVisitor();
    const said = { measurement: true, adUserData: true, adPersonalization: false, version: '1' };
    const answer = await choiceCookie(
      { ...said, at: Date.now() },
      new URL(ORIGIN),
      await signingKeys(),
    );
    return async (input) => {
      // Where a yes is needed first the answer's own cookie is changed, elsewhere the visitor's.
      const [name = '', value = ''] = (
        input.choice ? (answer.split(';')[0] ?? '') : page.cookie
      ).split('=');
      const kept = changed(value, input.kept);
      const cookie = `${name}=${kept.text}${input.choice ? `; ${page.cookie}` : ''}`;
      const init = {
        method: input.method,
        headers: { ...BROWSER, ...input.headers, Cookie: cookie },
      };
      const response = await ask(`${input.path}?${input.query}`, init, input.choice ? 'GL' : 'DE');
      const { view } = await readVisit(response);
      return {
        response,
        forged: kept.forged,
        taken: view !== null && (input.choice ? view.m === 'cookie' : view.r === 1),
      };
    };
  },
});

export const previews = door({
  name: 'preview links',
  share: 10,
  atLeastTaken: 0.12,
  inputs: fc.record({
    query,
    signed: change,
    choices: fc.constantFrom('headline.bold', '', 'layout.wide', 'draft.other'),
    landing: fc.constantFrom('/demo/', '/demo/', '/demo/', '/half/'),
  }),
  open: async () => {
    const keys = await signingKeys();
    return async ({ query: before, signed, choices, landing }) => {
      const claim = { choices, expiresAt: Date.now() + 60_000 };
      const link = changed(await writePreviewToken('/demo/', claim, keys), signed);
      const response = await ask(`${landing}?${before}&tl_preview=${link.text}`, {
        headers: BROWSER,
      });
      const taken = (await response.clone().text()).includes('class="tl-preview"');
      return { response, forged: link.forged || landing !== '/demo/', taken };
    };
  },
});

export const thanks = door({
  name: 'thanks links',
  share: 6,
  atLeastTaken: 0.2,
  inputs: fc.record({
    signed: change,
    page: fc.constantFrom('/demo/thanks/', '/demo/thanks/', '/handoff/thanks/'),
    query,
    headers,
  }),
  open: async () => {
    const known = await knownVisitor();
    const [, token = ''] = known.thanks.split('tl_result=');
    return async ({ signed, page, query: rest, headers: given }) => {
      const link = changed(token, signed);
      const init = { headers: { ...BROWSER, ...given, Cookie: known.page.cookie } };
      const response = await ask(`${page}?tl_result=${link.text}&${rest}`, init);
      return {
        response,
        forged: link.forged || page !== '/demo/thanks/',
        taken: response.status === 200,
      };
    };
  },
});

export const choices = door({
  name: 'the page of choices and the health of the site',
  share: 7,
  atLeastTaken: 0,
  inputs: fc.record({
    path: fc.constantFrom(
      '/privacy-choices/',
      '/privacy-choices/de/',
      '/_tl/health',
      '/_tl/privacy/export',
      '/_tl/nothing',
      '/_tl/events',
    ),
    query,
    headers,
    method,
    kept: change,
  }),
  open: async () => {
    const page = await openPage('/demo/');
    return async (input) => {
      const kept = changed(page.cookie.split('=')[1] ?? '', input.kept);
      const Cookie = `${page.cookie.split('=')[0]}=${kept.text}`;
      const init = { method: input.method, headers: { ...input.headers, Cookie } };
      const response = await ask(`${input.path}?${input.query}`, init);
      const told = input.path.endsWith('export') ? await response.clone().text() : '';
      return { response, forged: kept.forged, taken: /"visitor":"/.test(told) };
    };
  },
});
