import { readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { digestInputs, plainInputs } from '#experiments/uploads/digest-inputs.ts';
import type { Person } from '#experiments/uploads/person.ts';
import { PLATFORMS, type Platform } from '#experiments/uploads/platform.ts';
import { ADA, sha256 } from './conversions.ts';

type Case = {
  readonly platform: Platform;
  readonly person: Person;
  readonly expected: Readonly<Record<string, string>>;
  readonly sha256: Readonly<Record<string, string>>;
  readonly source: string;
};
const CASES: readonly Case[] = JSON.parse(
  readFileSync(new URL('../../golden/uploads/normalisation.json', import.meta.url), 'utf8'),
);

describe('what is hashed of a person', () => {
  test('is on every platform what its documents say', ({ expect }) => {
    expect(CASES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CASES.map(({ platform }) => platform))).toEqual(new Set(PLATFORMS));
    for (const { platform, person, expected, sha256: digests, source } of CASES) {
      const inputs = digestInputs(platform, person);
      const label = `${platform} ${JSON.stringify(person)} (${source})`;
      expect(inputs, label).toEqual(expected);
      const hashed = Object.entries(inputs).map(([field, text]) => [field, sha256(text)]);
      expect(Object.fromEntries(hashed), label).toEqual(digests);
    }
  });

  test('differs between platforms for one person, so that no digest fits all of them', ({
    expect,
  }) => {
    const emails = PLATFORMS.map((platform) => digestInputs(platform, ADA).email);
    expect(new Set(emails).size).toBe(3);
    const phones = ['google', 'meta'] as const;
    expect(phones.map((platform) => digestInputs(platform, ADA).phone)).toEqual([
      '+442079460958',
      '442079460958',
    ]);
  });

  test('never holds what a platform wants as it is', ({ expect }) => {
    expect(plainInputs('google', ADA)).toEqual({ postalCode: 'SW1A 1AA', country: 'GB' });
    expect(plainInputs('linkedin', ADA)).toEqual({
      firstName: 'Ada',
      lastName: 'Lovelace',
      country: 'GB',
    });
    expect(plainInputs('tiktok', { city: 'Saint-Denis', country: 'FR' })).toEqual({
      city: 'saintdenis',
      country: 'fr',
    });
    for (const platform of PLATFORMS) {
      const hashed = Object.keys(digestInputs(platform, ADA));
      const plain = Object.keys(plainInputs(platform, ADA));
      expect(hashed.filter((field) => plain.includes(field))).toEqual([]);
    }
  });
});
