import * as fc from 'fast-check';
import { confirmLink } from '#worker/leads/confirm-link.ts';
import { signingKeys } from '../consent/handoff-world.ts';
import { anExposure, ORIGIN } from '../visit.ts';
import { change, changed } from './changed.ts';
import { door } from './door.ts';
import { field } from './doors-forms.ts';
import { ask, has, knownVisitor, openPage } from './fuzz-world.ts';
import { headerText, mostly } from './hostile.ts';
import { query } from './page-requests.ts';

export const consent = door({
  name: 'answers about consent',
  share: 5,
  atLeastTaken: 0.1,
  inputs: fc.record({
    view: change,
    answer: mostly('yes', 'some', 'no'),
    box: mostly('yes'),
    version: mostly('1'),
    referrer: mostly(
      `${ORIGIN}/demo/?utm_source=x`,
      `${ORIGIN}//evil.example`,
      `${ORIGIN}/privacy-choices/`,
    ),
    accept: mostly('application/json', 'text/html'),
    extra: fc.array(field, { maxLength: 2 }),
  }),
  open: async () => async (input) => {
    const page = await openPage('/demo/?gclid=AbC', {}, 'GL');
    const token = changed(page.token, input.view);
    const { answer, box, version } = input;
    const boxes = { measurement: box, ad_user_data: box, ad_personalization: box };
    const body = new URLSearchParams({ tl_view: token.text, answer, version, ...boxes });
    for (const [name, value] of input.extra) body.append(name, value);
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: ORIGIN,
      Referer: headerText(input.referrer),
      Accept: headerText(input.accept),
    };
    const init = { method: 'POST', body: body.toString(), headers };
    const response = await ask('/_tl/consent', init, 'GL');
    const taken = await has('SELECT 1 FROM consent_answers WHERE view_nonce = ?1', page.view.n);
    return { response, forged: token.forged, taken };
  },
});

export const confirm = door({
  name: 'links of confirmation e-mails',
  share: 5,
  atLeastTaken: 0.2,
  inputs: fc.record({
    signed: change,
    press: fc.boolean(),
    query,
    extra: fc.array(field, { maxLength: 2 }),
  }),
  open: async () => {
    const { leadId } = await knownVisitor();
    const link = await confirmLink(leadId, {
      keys: await signingKeys(),
      expiresAt: Date.now() + 3_600_000,
    });
    const [, token = ''] = link.split('lead=');
    return async ({ signed, press, query: rest, extra }) => {
      const lead = changed(token, signed);
      const body = new URLSearchParams([['lead', lead.text], ...extra]).toString();
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const response = press
        ? await ask(`/_tl/confirm?${rest}`, { method: 'POST', body, headers })
        : await ask(`/_tl/confirm?lead=${lead.text}&${rest}`);
      return { response, forged: lead.forged, taken: response.status === 200 };
    };
  },
});

export const erase = door({
  name: 'the right to be forgotten',
  share: 2,
  atLeastTaken: 0.2,
  inputs: fc.record({
    kept: change,
    referrer: mostly(`${ORIGIN}/demo/?utm_source=x`, `${ORIGIN}//evil.example`),
    accept: mostly('application/json', 'text/html'),
    extra: fc.array(field, { maxLength: 2 }),
  }),
  open: async () => async (input) => {
    const page = await openPage('/demo/');
    const event = JSON.stringify({ v: 1, view: page.token, events: [anExposure()] });
    const own = { Cookie: page.cookie, Origin: ORIGIN, 'Content-Type': 'text/plain' };
    await ask('/_tl/events', { method: 'POST', body: event, headers: own });
    const [name = '', value = ''] = page.cookie.split('=');
    const kept = changed(value, input.kept);
    const headers = {
      ...own,
      Cookie: `${name}=${kept.text}`,
      Referer: headerText(input.referrer),
      Accept: headerText(input.accept),
    };
    const body = new URLSearchParams(input.extra).toString();
    const response = await ask('/_tl/privacy/erase', { method: 'POST', body, headers });
    const stays = await has('SELECT 1 FROM exposures WHERE view_nonce = ?1', page.view.n);
    return { response, forged: kept.forged, taken: !stays };
  },
});
