import { test } from 'vitest';
import { readCsv } from '#experiments/links/csv.ts';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { FORMATS } from '#experiments/uploads/formats.ts';
import { prepareUploads } from '#experiments/uploads/prepare.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import type { Upload } from '#experiments/uploads/upload.ts';
import { seeded } from '#test/support/seeded.ts';
import { CLICKED_AT, DAY_MS, NOW, sha256, WON_AT } from './conversions.ts';
import { SETTINGS, soundFor } from './sound.ts';

const RUNS = 300;
const REFUSED = 'refused-person';
/** What must be in no upload: addresses, half-made values and people who did not agree. */
const NEVER = /@example|undefined|NaN|null|\[object|refused-person/;

test('whatever is wrong with some, the others leave whole, once, and alone', ({ expect }) => {
  const random = seeded(20_261_123);
  for (const name of Object.keys(FORMATS) as FormatName[]) {
    const conversions = Array.from({ length: RUNS }, (_, index) => spoilt(name, index, random));
    const context = { settings: SETTINGS[name], now: NOW };
    const { uploads, findings, sound: kept } = prepareUploads(name, conversions, context);
    const refused = findings.filter(({ level }) => level === 'error').map(({ row }) => row);
    expect(kept.length + new Set(refused).size, name).toBe(RUNS);
    expect(kept.length, name).toBeGreaterThan(RUNS / 10);
    expect(new Set(refused).size, name).toBeGreaterThan(RUNS / 10);
    expect(uploads.flatMap((upload) => upload.conversions.map(idOf)).sort()).toEqual(
      kept.map(idOf).sort(),
    );
    for (const upload of uploads) expect(textOf(upload), name).not.toMatch(NEVER);
    for (const upload of uploads) expectTable(expect, upload);
    const sound = conversions.filter((_, index) => !refused.includes(index + 1));
    expect(prepareUploads(name, sound, context).uploads, name).toEqual(uploads);
  }
});

/** Every record has as many cells as the header, and one record per conversion. */
function expectTable(expect: typeof import('vitest').expect, upload: Upload) {
  if (upload.kind !== 'file') return;
  const csv = readCsv(upload.text);
  if (!csv.ok) throw new Error(csv.wrong);
  const isHeader = ({ cells }: { readonly cells: readonly string[] }) => cells.length > 1;
  const [header, ...records] = csv.rows.filter(isHeader);
  const rows = records.filter(({ cells }) => cells[0] !== 'Format Version');
  expect(rows).toHaveLength(upload.conversions.length);
  expect(new Set(rows.map(({ cells }) => cells.length))).toEqual(new Set([header?.cells.length]));
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

function textOf(upload: Upload): string {
  return upload.kind === 'file' ? upload.text : JSON.stringify([upload.path, upload.body]);
}

/** A sound conversion of its own, with a fault or an oddity or two. */
function spoilt(name: FormatName, index: number, random: () => number): UploadConversion {
  const occurredAt = WON_AT + index * 1_000;
  const known = soundFor(name);
  const adjustedAt = known.action === 'new' ? undefined : occurredAt + 1_000;
  const sound = { ...known, id: `deal-${index}`, occurredAt, adjustedAt };
  const pick = () => SPOILERS[Math.floor(random() * SPOILERS.length)]?.(sound) ?? {};
  return { ...sound, ...pick(), ...pick() };
}

const SPOILERS: readonly ((sound: UploadConversion) => Partial<UploadConversion>)[] = [
  () => ({}),
  () => ({}),
  () => ({}),
  () => ({}),
  () => ({ value: { minor: 1_999, currency: 'JPY' } }),
  () => ({ value: { minor: 0, currency: 'KWD' } }),
  () => ({ clickedAt: undefined }),
  () => ({ variant: 'crm-form:short' }),
  () => ({ leadId: '' }),
  () => ({ digests: { email: 'ada@example.com' } }),
  () => ({ digests: { email: sha256('ada@example.com').slice(2) } }),
  () => ({ id: 'ada@example.com' }),
  () => ({ id: 'deal-0' }),
  () => ({ id: '' }),
  () => ({ event: ' ' }),
  () => ({ occurredAt: Number.NaN }),
  () => ({ occurredAt: NOW + DAY_MS }),
  () => ({ occurredAt: CLICKED_AT - 1 }),
  () => ({ occurredAt: WON_AT - 400 * DAY_MS, clickedAt: WON_AT - 500 * DAY_MS }),
  () => ({ value: { minor: Number.NaN, currency: 'GBP' } }),
  () => ({
    clicks: { gclid: 'a b', msclkid: 'a b', fbclid: 'a b', ttclid: 'a b', li_fat_id: 'a b' },
  }),
  (sound) => ({
    leadId: REFUSED,
    plain: { firstName: REFUSED, lastName: REFUSED },
    consent: { ...sound.consent, adUserData: 'denied' },
  }),
  (sound) => ({ leadId: REFUSED, consent: { ...sound.consent, gpc: true } }),
];
