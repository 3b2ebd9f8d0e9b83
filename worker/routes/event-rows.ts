import { type ArrivalFacts, arrivalFacts } from '#experiments/attribution/arrival-facts.ts';
import { redactedText } from '#experiments/attribution/redacted-text.ts';
import { unpacked } from '#experiments/bots/rules.ts';
import type { View } from '#experiments/contract/token.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { unitOfMode } from '#experiments/report/strata/unit.ts';
import { leftOut } from '../store/counts/counted-metrics.ts';
import type { EventRows } from '../store/events/record-events.ts';
import type { ConversionRow, ExposureRow, RejectRow } from '../store/events/rows.ts';
import type { ClickRow } from '../store/leads/touchpoint-clicks.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { clickRows, keptArrival } from './arrival-clicks.ts';
import { firstViewOf } from './first-view.ts';
import { readEvent } from './read-event.ts';

/** Client clocks are believed this far back (and never ahead). */
const CLIENT_CLOCK_MS = 48 * 3_600_000;

/** What the rows of one request have in common. */
export type EventContext = {
  readonly catalog: Catalog;
  readonly view: View;
  readonly unitId: string;
  readonly receivedAt: number;
  /** The request, where use for ads was granted: its cookies and click ids are kept. */
  readonly adRequest?: Request | null;
};

export type IndexedReject = RejectRow & { readonly index: number };

/** When it happened: the client's time within [received − 48 h, received], else received. */
export function occurredAt(clientAt: number, receivedAt: number): number {
  return clientAt <= receivedAt && clientAt >= receivedAt - CLIENT_CLOCK_MS ? clientAt : receivedAt;
}

/** Takes the events of one request apart into rows; each faulty event becomes one reject. */
export function eventRows(
  events: readonly unknown[],
  context: EventContext,
): Omit<EventRows, 'rejects'> & { readonly rejects: readonly IndexedReject[] } {
  const rows = {
    touchpoints: [] as EventRows['touchpoints'][number][],
    exposures: [] as ExposureRow[],
    conversions: [] as ConversionRow[],
    signals: [] as EventRows['signals'][number][],
    clicks: [] as ClickRow[],
    rejects: [] as IndexedReject[],
  };
  const { view, receivedAt } = context;
  events.forEach((raw, index) => {
    const event = readEvent(raw, context.catalog);
    if ('code' in event) {
      rows.rejects.push({ ...event, index, payload: redactedText(JSON.stringify(raw) ?? '') });
      return;
    }
    const shared = { eventId: event.id, viewNonce: view.n, landing: view.p, receivedAt };
    const at = occurredAt(event.at, receivedAt);
    switch (event.type) {
      case 'exposure':
        rows.touchpoints.push({
          ...shared,
          // A view is shown once, whatever ids its exposures come with.
          eventId: view.n,
          unitId: context.unitId,
          occurredAt: at,
          ...keptArrival(event.arrival),
          source: 'exposure',
        });
        if (context.adRequest) {
          const { query } = event.arrival;
          rows.clicks.push(...clickRows(context.adRequest, { ...context, query, at }));
        }
        rows.exposures.push(
          ...exposureRows(
            { eventId: event.id, at, arrival: arrivalFacts(event.arrival, ownHosts(context)) },
            context,
          ),
        );
        break;
      case 'conversion':
        rows.conversions.push(
          conversionRow(
            { eventId: event.id, metricId: event.metric, at, value: event.value },
            context,
          ),
        );
        break;
      case 'signal':
        rows.signals.push({
          ...shared,
          stage: event.stage,
          detail: event.detail?.toWellFormed() ?? null,
        });
        break;
      default:
        event satisfies never;
    }
  });
  const day = siteDay(receivedAt, context.catalog.site.timeZone);
  return { ...rows, receivedAt, day, firstView: firstViewOf(rows, view, leftOut(context.catalog)) };
}

/** A conversion as the store takes it; an unknown metric is kept and flagged. */
export function conversionRow(
  conversion: {
    readonly eventId: string;
    readonly metricId: string;
    readonly at: number;
    readonly value?: { readonly minor: number; readonly currency: string } | undefined;
  },
  { catalog, view, unitId, receivedAt }: EventContext,
): ConversionRow {
  return {
    eventId: conversion.eventId,
    unitId,
    metricId: conversion.metricId.toWellFormed(),
    viewNonce: view.n,
    landing: view.p,
    occurredAt: conversion.at,
    receivedAt,
    valueMinor: conversion.value?.minor ?? null,
    currency: conversion.value?.currency ?? null,
    flag: catalog.metrics.some((metric) => metric.id === conversion.metricId)
      ? null
      : 'unknown-metric',
  };
}

function exposureRows(
  exposure: { readonly eventId: string; readonly at: number; readonly arrival: ArrivalFacts },
  context: EventContext,
): ExposureRow[] {
  const { eventId, at, arrival } = exposure;
  const { view, catalog, unitId, receivedAt } = context;
  const looked = unpacked(view.b);
  return view.a.flatMap((assignment): ExposureRow[] => {
    if (!('v' in assignment)) return [];
    const experiment = catalog.experiments.find((one) => one.id === assignment.x);
    const known = experiment?.variants.some((variant) => variant.id === assignment.v) ?? false;
    const current = experiment?.fingerprint === assignment.f;
    return [
      {
        unitId,
        experimentId: assignment.x,
        variantId: assignment.v,
        epoch: assignment.e,
        fingerprint: assignment.f,
        eventId,
        viewNonce: view.n,
        landing: view.p,
        occurredAt: at,
        receivedAt,
        day: siteDay(at, catalog.site.timeZone),
        mode: view.m,
        unit: unitOfMode(view.m),
        botReasons: looked.bits,
        botRules: looked.version,
        device: view.d,
        country: view.c,
        returning: view.r,
        ...arrival,
        flag: flagOf(known, current, view),
      },
    ];
  });
}

/** Why an exposure is in no statistic. A visitor who said yes was counted as views before. */
function flagOf(known: boolean, current: boolean, { k }: View): ExposureRow['flag'] {
  if (!known) return 'unknown-experiment';
  return current ? (k === 1 ? 'after-consent' : null) : 'outdated-definition';
}

function ownHosts({ catalog: { site } }: EventContext): readonly string[] {
  return [new URL(site.origin).hostname, ...site.hosts];
}
