import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { writeHandoff } from '#worker/visitor/handoff.ts';
import { signingKeys } from '../consent/handoff-world.ts';
import { SECRETS, signed } from '../deals/deals-world.ts';
import { dealMoved, hubSpotHeaders } from '../deals/hubspot-headers.ts';
import { ORIGIN } from '../visit.ts';
import { type Change, change, changed } from './changed.ts';
import { door } from './door.ts';
import { ask, has, knownVisitor } from './fuzz-world.ts';
import { anyJson, bent, mostly } from './hostile.ts';

const amount = fc.oneof(
  bent(fc.record({ minor: fc.integer(), currency: mostly('EUR', 'USD') })),
  mostly('1200.50', '1'),
);
const stage = mostly('won', 'closedwon', 'qualified', 'lost');
const stageEvent = fc.oneof(
  bent(
    fc.record({
      id: fc.uuid(),
      deal: mostly('d-1', 'd-2'),
      stage,
      at: fc.constant(Date.now()),
      ref: bent(
        fc.record({
          email: mostly('ada@example.com'),
          recordId: mostly('r-1'),
          leadId: mostly('l'),
        }),
      ),
      amount,
    }),
  ),
  bent(
    fc.record({
      deal: mostly('d-3'),
      stage,
      at: mostly('2026-11-20', '2026-11-20 14:30'),
      amount: mostly('12.50'),
      email: mostly('ada@example.com'),
      handoff: mostly('tl1_x'),
    }),
  ),
  bent(fc.constant(dealMoved(9_001, 'closedwon') as Record<string, unknown>)),
  anyJson,
);
const body = fc.oneof(
  { weight: 3, arbitrary: stageEvent },
  { weight: 3, arbitrary: fc.array(stageEvent, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.record({ type: mostly('deal'), data: stageEvent }) },
);

/** The headers by which a source proves itself, one of them changed. */
async function proof(source: string, text: string, signature: Change) {
  if (source === 'shop') {
    const secret = changed(SECRETS.TRUELIFT_SHOP_SECRET, signature);
    return { headers: { Authorization: `Bearer ${secret.text}` }, forged: secret.forged };
  }
  const given: Record<string, string> =
    source === 'hubspot'
      ? await hubSpotHeaders(`${ORIGIN}/_tl/hooks/hubspot`, text)
      : await signed(text);
  const names = Object.keys(given).filter((one) => one !== 'Content-Type');
  const name = names[(signature?.at ?? 0) % names.length] ?? '';
  const header = changed(given[name] ?? '', signature);
  return { headers: { ...given, [name]: header.text }, forged: header.forged };
}

export const hooks = door({
  name: 'hooks of every source',
  share: 6,
  atLeastTaken: 0.12,
  inputs: fc.record({
    source: fc.constantFrom('crm', 'hubspot', 'shop', 'crm', 'nobody', '__proto__'),
    body,
    signature: change,
    torn: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 })),
  }),
  open: async () => {
    await knownVisitor();
    return async ({ source, body: told, signature, torn }) => {
      const whole = JSON.stringify(told) ?? '';
      const text = torn === 0 ? whole : whole.slice(0, torn);
      const { headers, forged } = await proof(source, text, signature);
      const response = await ask(`/_tl/hooks/${source}`, { method: 'POST', body: text, headers });
      return { response, forged, taken: response.status === 200 };
    };
  },
});

export const handoffs = door({
  name: 'references of hand-offs that come back',
  share: 2,
  atLeastTaken: 0.2,
  inputs: fc.record({ signed: change, id: fc.uuid() }),
  open: async () => {
    const { page, leadId } = await knownVisitor();
    const unit = await env.DB.prepare('SELECT unit_id FROM leads WHERE lead_id = ?1')
      .bind(leadId)
      .first('unit_id');
    const now = Date.now();
    const handoff = {
      unitId: String(unit),
      viewNonce: page.view.n,
      issuedAt: now,
      expiresAt: now + 3_600_000,
      adUse: false,
    };
    const reference = await writeHandoff(handoff, await signingKeys());
    return async ({ signed: how, id }) => {
      const { text, forged } = changed(reference, how);
      const body = JSON.stringify({
        id,
        deal: id,
        stage: 'won',
        at: Date.now(),
        ref: { handoff: text },
      });
      const headers = await signed(body);
      const response = await ask('/_tl/hooks/crm', { method: 'POST', body, headers });
      const taken = await has(
        'SELECT 1 FROM stage_events WHERE event_id = ?1 AND unit_id IS NOT NULL',
        id,
      );
      return { response, forged, taken };
    };
  },
});
