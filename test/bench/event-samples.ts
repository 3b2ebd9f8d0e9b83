import { randomUUID } from 'node:crypto';
import type { EventRows } from '#worker/store/events/record-events.ts';
import type { recordLead } from '#worker/store/leads/record-lead.ts';
import { newVisitorId } from '#worker/visitor/visitor-id.ts';

const DAY = '2026-11-23';

/** The rows of one request from a visitor never seen before. */
export function aRequest(size: {
  readonly experiments?: number;
  readonly conversions?: number;
  readonly signals?: number;
}): EventRows {
  const now = Date.now();
  const unitId = newVisitorId(now);
  const viewNonce = randomUUID();
  const shared = { viewNonce, landing: '/crm/', receivedAt: now };
  const { experiments = 0, conversions = 0, signals = 0 } = size;
  return {
    day: DAY,
    receivedAt: now,
    touchpoints: many(Math.min(1, experiments), () => ({
      ...shared,
      eventId: viewNonce,
      unitId,
      occurredAt: now,
      query: 'utm_source=google&gclid=Cj0KCQ',
      referrer: '',
      source: 'exposure' as const,
    })),
    exposures: many(experiments, (index) => ({
      ...shared,
      unitId,
      experimentId: `experiment-${index}`,
      variantId: 'control',
      epoch: 1,
      fingerprint: '00000000',
      eventId: viewNonce,
      occurredAt: now,
      day: DAY,
      mode: 'cookie',
      unit: 'visitor' as const,
      botReasons: 0,
      botRules: 1,
      device: 'mobile',
      country: 'DE',
      returning: 0 as const,
      source: 'google',
      campaign: 'search-de-dispatch',
      creative: 'rsa-morning',
      keyword: 'dispatch software',
      flag: null,
    })),
    conversions: many(conversions, () => conversion(unitId, viewNonce, now)),
    signals: many(signals, () => ({
      ...shared,
      eventId: randomUUID(),
      stage: 'rendered',
      detail: null,
    })),
    rejects: [],
  };
}

/** One valid submit. */
export function aLead(): Parameters<typeof recordLead>[1] {
  const now = Date.now();
  const [unitId, leadId] = [newVisitorId(now), randomUUID()];
  return {
    day: DAY,
    lead: {
      leadId,
      formId: 'demo',
      landing: '/crm/',
      unitId,
      viewNonce: leadId,
      occurredAt: now,
      sealedFields: 'k1.x.x',
      emailKey: `k1.${leadId}`,
      consent: '{}',
      adUse: false,
      doubt: null,
      spamReason: null,
    },
    back: { emailKeys: [`k1.${leadId}`], repeatsAfter: 0, submitsAfter: 0, perVisitor: 5 },
    experiments: [],
    digests: [],
    confirm: false,
    messages: [],
    clicks: [],
    conversions: [conversion(unitId, leadId, now)],
    touchpoint: null,
  };
}

function conversion(unitId: string, viewNonce: string, now: number) {
  return {
    eventId: randomUUID(),
    unitId,
    metricId: 'cta-click',
    viewNonce,
    landing: '/crm/',
    occurredAt: now,
    receivedAt: now,
    valueMinor: null,
    currency: null,
    flag: null,
  };
}

function many<Row>(count: number, make: (index: number) => Row): readonly Row[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
