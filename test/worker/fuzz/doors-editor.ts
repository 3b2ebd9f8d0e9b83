import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { versionOf } from '#experiments/controls/control-state.ts';
import { readControlState } from '#worker/store/operation/controls.ts';
import { ORIGIN } from '../visit.ts';
import { change } from './changed.ts';
import { door } from './door.ts';
import { ask, knownVisitor } from './fuzz-world.ts';
import { anyJson, bent, hostile, mostly } from './hostile.ts';
import { isIn, keysOf, way } from './report-proof.ts';

const reason = mostly('A test asked for it.');
const control = fc.oneof(
  fc.constantFrom(
    { action: 'pause' },
    { action: 'resume' },
    { action: 'note' },
    { action: 'fixed' },
  ),
  bent(
    fc.record({
      action: fc.constant('epoch'),
      weightsBp: fc.constant([4_000, 6_000]),
      allocationBp: fc.constant(10_000),
    }),
  ),
  bent(
    fc.record({
      action: fc.constant('ramp'),
      steps: fc.array(
        bent(
          fc.record({
            allocationBp: fc.integer(),
            effectiveAt: fc.oneof(fc.integer(), fc.constantFrom(9e15, Date.now() + 86_400_000)),
          }),
        ),
      ),
    }),
  ),
  anyJson,
);
const json = fc.oneof(
  bent(fc.record({ entryId: fc.uuid(), version: mostly('0.1', '1.1'), reason, control })),
  bent(
    fc.record({
      source: mostly('crm'),
      dryRun: fc.boolean(),
      rows: fc.array(
        bent(
          fc.record({
            line: fc.nat(),
            cells: bent(
              fc.record({
                deal: mostly('d'),
                stage: mostly('won'),
                at: mostly('2026-11-20'),
                amount: mostly('12.50'),
                email: mostly('ada@example.com'),
              }),
            ),
          }),
        ),
        { maxLength: 3 },
      ),
    }),
  ),
  anyJson,
);
const formFields = fc.array(
  fc.tuple(
    mostly(
      'action',
      'entryId',
      'version',
      'reason',
      'weight',
      'allocation',
      'stepAt',
      'stepAllocation',
      'winner',
      'days',
      'revoke',
      'message',
      'email',
      'since',
      'became',
      'floor',
    ),
    mostly(
      'pause',
      'ramp',
      'epoch',
      '50',
      '0191b2c3-0000-7000-8000-000000000001',
      '0.1',
      'A reason.',
      '7',
      '2026-11-23',
      '2026-11-23T10:00',
      'all',
      'accepted',
      'ada@example.com',
    ),
  ),
  { maxLength: 8 },
);
const target = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'experiments/headline/controls',
      'experiments/headline/shares',
      'stages',
      'stages',
      'outbox/replay',
      'privacy/erase',
      'uploads/google/exports',
      'uploads/exports/0123456789abcdef',
    ),
  },
  {
    weight: 1,
    arbitrary: hostile.map(
      (text) => `experiments/${encodeURIComponent(text.toWellFormed())}/controls`,
    ),
  },
  {
    weight: 1,
    arbitrary: hostile.map(
      (text) => `experiments/${encodeURIComponent(text.toWellFormed())}/shares`,
    ),
  },
);

export const writes = door({
  name: 'what editors send: controls, shares, imports, uploads',
  share: 5,
  atLeastTaken: 0.2,
  inputs: fc.record({
    target,
    body: fc.oneof(json, formFields),
    way: way.filter((one) => one !== 'address'),
    how: change,
    accept: fc.boolean(),
  }),
  open: async () => {
    const { leadId } = await knownVisitor();
    const keys = await keysOf();
    return async (input) => {
      const proof = keys(input.way, input.how);
      const isForm = isPairs(input.body);
      const body = isForm
        ? new URLSearchParams(input.body as string[][]).toString()
        : (JSON.stringify(input.body) ?? '')
            .replaceAll('"l"', `"${leadId}"`)
            .replaceAll('"0.1"', `"${versionOf(await readControlState(env.DB, 'headline'))}"`);
      const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
      const headers = {
        ...proof.headers,
        'Content-Type': type,
        Origin: ORIGIN,
        ...(input.accept ? { Accept: 'application/json' } : {}),
      };
      const response = await ask(`/report/api/${input.target}?${proof.query}`, {
        method: 'POST',
        body,
        headers,
      });
      return { response, forged: proof.forged || input.way === 'share', taken: isIn(response) };
    };
  },
});

function isPairs(body: unknown): boolean {
  return (
    Array.isArray(body) &&
    body.every(
      (one) =>
        Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === 'string'),
    )
  );
}
