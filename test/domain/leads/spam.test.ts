import { expect, test } from 'vitest';
import { type SubmitSigns, spamVerdict } from '#experiments/leads/spam.ts';

const RULES = { minimumSeconds: 2, perAddress: 30 };
const PERSON: SubmitSigns = {
  honeypot: false,
  filledInMs: 20_000,
  turnstile: 'person',
  ofAddress: 30,
};

test.each([
  [{}, null],
  [{ filledInMs: 2_000 }, null],
  [{ filledInMs: 1_999 }, 'too-fast'],
  [{ filledInMs: null }, null],
  [{ turnstile: 'off' }, null],
  [{ turnstile: 'unreachable' }, null],
  [{ turnstile: 'program' }, 'turnstile'],
  [{ ofAddress: 31 }, 'rate'],
  [{ honeypot: true, filledInMs: 0, turnstile: 'program', ofAddress: 99 }, 'honeypot'],
  [{ filledInMs: 0, turnstile: 'program', ofAddress: 99 }, 'too-fast'],
] as const)('%o is %s', (signs, verdict) => {
  expect(spamVerdict({ ...PERSON, ...signs }, RULES)).toBe(verdict);
});
