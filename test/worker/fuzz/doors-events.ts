import * as fc from 'fast-check';
import { ORIGIN } from '../visit.ts';
import { change, changed } from './changed.ts';
import { door } from './door.ts';
import { ask, openPage } from './fuzz-world.ts';
import { anyJson, bent, headerText, hostile, mostly } from './hostile.ts';
import { query } from './page-requests.ts';
import { tear, torn } from './torn.ts';

const at = fc.oneof(fc.constant(Date.now()), fc.constantFrom(0, -1, 1.5, 9e15), anyJson);
const event = fc.oneof(
  bent(
    fc.record({
      id: fc.uuid(),
      type: fc.constant('exposure'),
      at: fc.constant(Date.now()),
      arrival: fc.record({ query, referrer: hostile }),
    }),
  ),
  bent(
    fc.record({
      id: fc.uuid(),
      type: fc.constant('conversion'),
      metric: mostly('cta', 'paid', 'won', 'signup'),
      at,
    }),
  ),
  bent(
    fc.record({
      id: fc.uuid(),
      type: fc.constant('conversion'),
      metric: fc.constant('paid'),
      at,
      value: bent(fc.record({ minor: fc.integer(), currency: mostly('EUR', 'USD') })),
    }),
  ),
  bent(
    fc.record({
      id: fc.uuid(),
      type: fc.constant('signal'),
      stage: mostly('rendered', 'error'),
      detail: hostile,
      at,
    }),
  ),
  anyJson,
);
const type = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('application/json', 'text/plain', 'text/plain;charset=UTF-16'),
  },
  { weight: 1, arbitrary: hostile.map(headerText) },
);
export const events = door({
  name: 'events',
  share: 12,
  atLeastTaken: 0.2,
  inputs: fc.record({
    view: change,
    type,
    list: fc.array(event, { minLength: 1, maxLength: 4 }),
    more: anyJson,
    torn,
  }),
  open: async () => {
    const page = await openPage('/demo/');
    return async ({ view, type: contentType, list, more, torn: how }) => {
      const token = changed(page.token, view);
      const body = tear(JSON.stringify({ v: 1, view: token.text, events: list, more }), how);
      const headers = { 'Content-Type': contentType, Cookie: page.cookie, Origin: ORIGIN };
      const response = await ask('/_tl/events', { method: 'POST', body, headers });
      return { response, forged: token.forged, taken: response.status === 202 };
    };
  },
});
