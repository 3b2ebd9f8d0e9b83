import { describe, expect, test } from 'vitest';
import { controlRequestSchema } from '#experiments/contract/control.ts';
import { applyControl, EPOCH_NOTICE_MS } from '#experiments/controls/apply-control.ts';
import { type ControlState, versionOf } from '#experiments/controls/control-state.ts';
import { controlRefusals, stateWords } from '#experiments/controls/control-words.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const MINUTE = 60_000;
const definition = {
  status: 'running' as const,
  allocationBp: 10_000,
  variants: [
    { id: 'control', weightBp: 5_000 },
    { id: 'bold', weightBp: 5_000 },
  ],
};
const first = { epoch: 1, weightsBp: [5_000, 5_000], allocationBp: 10_000, effectiveAt: NOW - 9e8 };
const running: ControlState = {
  state: 'running',
  winner: null,
  banditFloorBp: null,
  epochs: [first],
  auditSeq: 0,
  lastEpoch: 1,
};
const busy = { visitorsADay: [400, 390], converted: [60, 70] };
const around = { definition, now: NOW, offer: busy };

describe('a control', () => {
  test('moves nobody whom an ad platform sends to an arm, and pauses and ends all the same', () => {
    const theirs = { ...around, definition: { ...definition, assignedBy: 'url' as const } };
    const refused = no('split-elsewhere');
    const weights = { action: 'epoch' as const, weightsBp: [2_000, 8_000], allocationBp: 10_000 };
    expect(applyControl(running, weights, around)).toMatchObject({ ok: true });
    expect(applyControl(running, weights, theirs)).toEqual(refused);
    const bandit = { action: 'bandit', floorBp: 1_000 } as const;
    expect(applyControl(running, bandit, around)).toMatchObject({ ok: true });
    expect(applyControl(running, bandit, theirs)).toEqual(refused);
    const steps = [{ allocationBp: 5_000, effectiveAt: NOW + 10 * MINUTE }];
    expect(applyControl(running, { action: 'ramp', steps }, theirs)).toEqual(refused);
    expect(applyControl(running, { action: 'pause' }, theirs)).toMatchObject({ state: 'paused' });
    expect(controlRefusals['split-elsewhere']).toMatch(/^Not randomised by us: the ad platform/);
  });

  test('pauses, resumes and ends, and refuses what is so already', () => {
    const paused = { ...running, state: 'paused' as const };
    const ended = { ...running, state: 'ended' as const };
    expect(applyControl(running, { action: 'pause' }, around)).toMatchObject({ state: 'paused' });
    expect(applyControl(paused, { action: 'resume' }, around)).toMatchObject({ state: 'running' });
    expect(applyControl(paused, { action: 'end', winner: 'bold' }, around)).toMatchObject({
      state: 'ended',
      winner: 'bold',
    });
    expect(applyControl(paused, { action: 'pause' }, around)).toEqual(no('already-paused'));
    expect(applyControl(running, { action: 'resume' }, around)).toEqual(no('not-paused'));
    expect(applyControl(ended, { action: 'resume' }, around)).toEqual(no('already-ended'));
    expect(applyControl(running, { action: 'end', winner: 'x' }, around)).toEqual(
      no('unknown-winner'),
    );
  });

  test('of a draft does nothing but take a note', () => {
    const draft = { ...around, definition: { ...definition, status: 'draft' as const } };
    expect(applyControl(running, { action: 'pause' }, draft)).toEqual(no('not-running'));
    expect(applyControl(running, { action: 'note' }, draft)).toMatchObject({ ok: true });
  });

  test('opens an epoch with notice, and calls off what was planned for later', () => {
    const planned = { ...first, epoch: 3, allocationBp: 8_000, effectiveAt: NOW + 60 * MINUTE };
    const soon = { ...first, epoch: 2, allocationBp: 2_000, effectiveAt: NOW + MINUTE };
    const state = { ...running, epochs: [first, soon, planned], lastEpoch: 3 };
    const control = { action: 'epoch' as const, weightsBp: [2_500, 7_500], allocationBp: 10_000 };
    expect(applyControl(state, control, around)).toMatchObject({
      calledOff: [3],
      newEpochs: [{ epoch: 4, effectiveAt: NOW + EPOCH_NOTICE_MS, weightsBp: [2_500, 7_500] }],
    });
  });

  test('refuses weights that are too few, make no whole, or move nothing', () => {
    const epoch = (weightsBp: readonly number[]) =>
      applyControl(
        running,
        { action: 'epoch', weightsBp: [...weightsBp], allocationBp: 10_000 },
        around,
      );
    expect(epoch([10_000])).toEqual(no('weights-count'));
    expect(epoch([5_000, 4_999])).toEqual(no('weights-sum'));
    expect(epoch([5_000, 5_000])).toEqual(no('nothing-moves'));
  });

  test('ramps with the weights in force, each step later than the one before', () => {
    const moved = { ...first, epoch: 2, weightsBp: [4_000, 6_000], effectiveAt: NOW - MINUTE };
    const state = { ...running, epochs: [first, moved], lastEpoch: 2 };
    const ramp = (...minutes: readonly number[]) =>
      applyControl(
        state,
        {
          action: 'ramp',
          steps: minutes.map((after, index) => ({
            allocationBp: 1_000 * (index + 1),
            effectiveAt: NOW + after * MINUTE,
          })),
        },
        around,
      );
    expect(ramp(2, 60)).toMatchObject({
      newEpochs: [
        { epoch: 3, weightsBp: [4_000, 6_000], allocationBp: 1_000 },
        { epoch: 4, weightsBp: [4_000, 6_000], allocationBp: 2_000 },
      ],
    });
    expect(ramp(60, 60)).toEqual(no('ramp-order'));
    expect(ramp(1)).toEqual(no('ramp-too-soon'));
  });

  test('offers a bandit only where traffic and conversions carry one, and goes back from it', () => {
    const start = (offer: typeof busy | null, floorBp = 1_000) =>
      applyControl(running, { action: 'bandit', floorBp }, { ...around, offer });
    expect(start(busy)).toMatchObject({ banditFloorBp: 1_000, newEpochs: [] });
    expect(start({ ...busy, visitorsADay: [400, 99] })).toEqual(no('bandit-traffic'));
    expect(start({ ...busy, converted: [29, 70] })).toEqual(no('bandit-conversions'));
    expect(start(null)).toEqual(no('bandit-traffic'));
    expect(start(busy, 5_000)).toEqual(no('bandit-floor'));
    const moved = { ...first, epoch: 2, weightsBp: [1_000, 9_000], effectiveAt: NOW - MINUTE };
    const bandit = { ...running, banditFloorBp: 1_000, epochs: [first, moved], lastEpoch: 2 };
    const steer = { action: 'epoch' as const, weightsBp: [1, 9_999], allocationBp: 10_000 };
    expect(applyControl(bandit, steer, around)).toEqual(no('bandit-on'));
    expect(applyControl(bandit, { action: 'fixed' }, around)).toMatchObject({
      banditFloorBp: null,
      newEpochs: [{ epoch: 3, weightsBp: [5_000, 5_000] }],
    });
    expect(applyControl(running, { action: 'fixed' }, around)).toEqual(no('bandit-off'));
  });
});

test('the version moves with every entry and every epoch', () => {
  const versions = [
    running,
    { ...running, auditSeq: 1 },
    { ...running, lastEpoch: 2 },
    { ...running, auditSeq: 12, lastEpoch: 1 },
  ].map(versionOf);
  expect(new Set(versions).size).toBe(4);
});

test('a control without a reason, with a foreign id or a fraction of a basis point is refused', () => {
  const request = {
    entryId: '0191b2c3-0000-7000-8000-000000000001',
    version: '0.1',
    reason: 'Too many complaints.',
    control: { action: 'epoch', weightsBp: [5_000, 5_000], allocationBp: 10_000 },
  };
  expect(controlRequestSchema.safeParse(request).success).toBe(true);
  for (const wrong of [
    { ...request, reason: '  ' },
    { ...request, entryId: 'x' },
    { ...request, version: '1' },
    { ...request, control: { ...request.control, allocationBp: 0.5 } },
    { ...request, control: { action: 'delete' } },
  ]) {
    expect(controlRequestSchema.safeParse(wrong).success).toBe(false);
  }
});

test('a state reads as one line, and every refusal has a sentence', () => {
  const planned = { ...first, epoch: 2, allocationBp: 3_333, effectiveAt: NOW + 60 * MINUTE };
  expect(stateWords({ ...running, epochs: [first, planned] }, NOW)).toBe(
    'running, 50/50, all visitors, then 50/50 for 33.3 %',
  );
  expect(stateWords({ ...running, state: 'ended', winner: 'bold' }, NOW)).toContain(
    'everybody sees bold',
  );
  for (const sentence of Object.values(controlRefusals)) expect(sentence).toMatch(/^[A-Z].+\.$/);
});

function no(reason: string) {
  return { ok: false, reason };
}
