import { eventSchema, type TrackerEvent } from '#experiments/contract/events.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { namesOf } from '#experiments/definition/metric/metric-names.ts';
import type { RejectRow } from '../store/events/rows.ts';

/** One event of a request, or why it is none that a browser may send. */
export function readEvent(
  raw: unknown,
  catalog: Catalog,
): TrackerEvent | Omit<RejectRow, 'payload'> {
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || 'event';
    return { code: 'invalid-event', message: `${field}: ${issue?.message ?? 'invalid'}` };
  }
  const event = parsed.data;
  if (event.type !== 'conversion') return event;
  const metric = catalog.metrics.find((one) => one.id === event.metric);
  if (metric?.source === 'stage' || metric?.source === 'order') {
    return { code: 'metric-not-from-browser', message: `${metric.id} comes from a signed hook.` };
  }
  if (metric?.source === 'confirm') {
    return { code: 'metric-not-from-browser', message: `${metric.id} is counted by its e-mail.` };
  }
  if (
    metric?.source === 'submit' &&
    catalog.forms.some((form) => namesOf(metric).includes(form.id))
  ) {
    return { code: 'metric-not-from-browser', message: `${metric.id} is counted by its form.` };
  }
  if (event.value && metric && metric.source !== 'browser-value') {
    return { code: 'value-not-accepted', message: `${metric.id} takes no value from a browser.` };
  }
  if (event.value && metric?.currency && metric.currency !== event.value.currency) {
    return {
      code: 'value-not-accepted',
      message: `${metric.id} is counted in ${metric.currency}.`,
    };
  }
  return event;
}
