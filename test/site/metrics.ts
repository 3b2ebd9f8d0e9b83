import { type Metric, metricsFileSchema } from '#experiments/definition/metric/metric.ts';

/** Metrics that the examples fire. */
export const metrics: readonly Metric[] = metricsFileSchema.parse([
  {
    id: 'cta-click',
    label: 'Clicks',
    type: 'proportion',
    source: 'click',
    match: 'cta',
    windowDays: 14,
  },
  {
    id: 'phone-call',
    label: 'Calls',
    type: 'proportion',
    source: 'click',
    match: 'call',
    windowDays: 14,
  },
  {
    id: 'any-click',
    label: 'Clicks',
    type: 'proportion',
    source: 'click',
    match: 'cta',
    windowDays: 7,
  },
  {
    id: 'demo-start',
    label: 'Begun',
    type: 'proportion',
    source: 'form-start',
    match: 'demo',
    windowDays: 14,
  },
  {
    id: 'demo-request',
    label: 'Sent',
    type: 'proportion',
    source: 'submit',
    match: 'demo',
    windowDays: 14,
  },
]);
