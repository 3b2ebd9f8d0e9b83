import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { allowsAdUse, type ConsentSnapshot } from '#experiments/contract/consent.ts';
import { withdrawAdUse } from '#worker/store/leads/consent.ts';
import { erasePerson } from '#worker/store/leads/erase.ts';
import { personOf } from '#worker/store/leads/visitor-data.ts';
import { catalog } from '../world.ts';
import { aLead, DAY, exported, GRANTED, START, told } from './upload-world.ts';

const conversions = [{ stage: 'lead', event: '104012' }];
/** Every platform, every format that a new conversion can leave in. */
const EVERYWHERE = told({
  google: { conversions },
  microsoft: { conversions },
  meta: { datasetId: '1', conversions },
  linkedin: { conversions },
  tiktok: { sourceId: 'set', conversions },
  ga4: { measurementId: 'G-TEST1', conversions: [{ stage: 'lead', event: 'generate_lead' }] },
});
const PLATFORMS = ['google', 'microsoft', 'meta', 'linkedin', 'tiktok', 'ga4'] as const;

const CHOICES = ['granted', 'denied', 'unknown'] as const;
const MODES = ['strict', 'cookie', 'cookieless', 'off'] as const;
const FATES = ['kept', 'withdrawn', 'erased', 'spam'] as const;

type Case = {
  readonly id: string;
  readonly consent: ConsentSnapshot;
  readonly fate: (typeof FATES)[number];
  /** What the column says, whether or not the snapshot agrees. */
  readonly adUse: boolean;
};

/** Every combination, and each once more with a column that contradicts the snapshot. */
const CASES: readonly Case[] = CHOICES.flatMap((adUserData) =>
  CHOICES.flatMap((adPersonalization) =>
    MODES.flatMap((mode) =>
      [false, true].flatMap((gpc) =>
        FATES.flatMap((fate) =>
          [false, true].map((contradicts): Case => {
            const consent = { ...GRANTED, adUserData, adPersonalization, mode, gpc };
            const id = [adUserData, adPersonalization, mode, gpc, fate, contradicts].join('-');
            return { id, consent, fate, adUse: allowsAdUse(consent) !== contradicts };
          }),
        ),
      ),
    ),
  ),
);

test('nothing leaves without consent, in the full matrix and for every platform', async () => {
  const leads = CASES.map(({ id, consent, adUse, fate }) => ({
    id,
    consent,
    adUse,
    spam: fate === 'spam' ? 'honeypot' : null,
  }));
  // Click ids and digests are there for all of them, as if whoever stores them had failed.
  for (const { id, ...given } of leads) await aLead(id, { ...given, clicks: clicksOf(id) });
  for (const { id, fate } of CASES) {
    if (fate === 'withdrawn') await env.DB.batch(withdrawAdUse(env.DB, `unit-${id}`));
    if (fate === 'erased') {
      const person = await personOf(env.DB, `unit-${id}`);
      expect(person.leads, id).toEqual([id]);
      await erasePerson(env.DB, catalog, { person, scope: 'visitor', actor: '', now: START });
    }
  }
  const allowed = CASES.filter(
    ({ consent, fate, adUse }) => allowsAdUse(consent) && adUse && fate === 'kept',
  ).map(({ id }) => id);
  expect(CASES).toHaveLength(576);
  expect(allowed).toHaveLength(12);
  for (const platform of PLATFORMS) {
    const files = await exported(EVERYWHERE, START + DAY, { platform });
    const text = files.map((file) => file.text).join('\n');
    // Microsoft's file names conversions by their click alone.
    const left = CASES.map(({ id }) => id).filter(
      (id) => text.includes(`${id}.lead`) || text.includes(`m_${id}`),
    );
    expect(left.sort(), platform).toEqual([...allowed].sort());
  }
  const { results } = await env.DB.prepare(
    `SELECT DISTINCT state FROM uploads WHERE sealed = '' ORDER BY state`,
  ).all<{ state: string }>();
  expect(results.map(({ state }) => state)).toEqual(['no-consent']);
});

function clicksOf(id: string) {
  return {
    gclid: `g_${id}`,
    msclkid: `m_${id}`,
    fbclid: `f_${id}`,
    li_fat_id: '11111111-2222-4333-8444-555555555555',
    ttclid: `t_${id}`,
    ga: 'GA1.1.1234567890.1769955000',
  };
}
