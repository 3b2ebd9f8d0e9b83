import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { experimentSchema } from '#experiments/definition/experiment/experiment.ts';
import { formFieldSchema } from '#experiments/definition/landing/form.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { siteSchema } from '#experiments/definition/settings/site.ts';
import { formMessagesOf } from '#experiments/words/words-of.ts';

/** Landing with two experiments of 2 × 3 variants, as pages/ has them. */
export const LANDING = '/demo/';
/** Landing with an experiment that takes half of the traffic, and one for phones only. */
export const HALF_LANDING = '/half/';

export const headline = experiment({
  id: 'headline',
  seed: 'headline-1',
  pages: [LANDING],
  variants: [
    variant('control', 5000),
    { ...variant('bold', 5000), change: { 'hero.title': 'Bold' } },
  ],
  primary: 'signup',
  secondary: ['cta', 'paid'],
});

export const layout = experiment({
  id: 'layout',
  seed: 'layout-1',
  pages: [LANDING],
  variants: [
    variant('control', 3334),
    { ...variant('wide', 3333), change: { 'hero.wide': true } },
    { ...variant('short', 3333), change: { 'form.fields': [] } },
  ],
  primary: 'signup',
});

export const half = experiment({
  id: 'half',
  seed: 'half-1',
  pages: [HALF_LANDING],
  allocationBp: 5000,
  variants: [
    variant('control', 5000),
    { ...variant('price', 5000), change: { 'hero.title': 'Price' } },
  ],
  primary: 'cta',
});

export const phones = experiment({
  id: 'phones',
  seed: 'phones-1',
  pages: [HALF_LANDING],
  audience: { device: ['mobile'] },
  variants: [variant('control', 5000), variant('same', 5000)],
  primary: 'cta',
});

const draft = experiment({
  ...template(),
  id: 'draft',
  status: 'draft',
  variants: [
    variant('control', 5000),
    { ...variant('other', 5000), change: { 'hero.title': 'Other' } },
  ],
});

const email = formFieldSchema.parse({
  name: 'email',
  label: 'Email',
  type: 'email',
  required: true,
});
const company = formFieldSchema.parse({
  name: 'company',
  label: 'Company',
  type: 'text',
  required: true,
});
const size = formFieldSchema.parse({
  name: 'size',
  label: 'Size',
  type: 'select',
  options: ['1–10', '11–50'],
});
const note = formFieldSchema.parse({
  name: 'note',
  label: 'Note',
  type: 'textarea',
  maxLength: 500,
});

export const catalog: Catalog = {
  builtAt: Date.UTC(2026, 0, 1),
  site: siteSchema.parse({
    name: 'Test',
    origin: 'https://lp.example.com',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    business: 'lead-gen',
    // The tests type faster than people.
    leads: { spam: { minimumSeconds: 0 } },
    // Greenland, the Faroes and Svalbard stand in for countries where more is asked of a site.
    consent: {
      groups: [
        { countries: ['GL'], mode: 'strict' },
        { countries: ['FO'], mode: 'off' },
        { countries: ['SJ'], mode: 'cookieless' },
      ],
      unknown: 'cookie',
    },
  }),
  crm: { destinations: [], sources: [] },
  platforms: {},
  metrics: [
    metric({ id: 'signup', source: 'submit', match: 'signup' }),
    metric({ id: 'cta', source: 'click', match: 'cta' }),
    metric({ id: 'won', source: 'stage', match: 'won' }),
    metricSchema.parse({
      id: 'paid',
      label: 'Paid',
      type: 'mean',
      source: 'browser-value',
      match: 'paid',
      windowDays: 7,
      currency: 'EUR',
      capMinor: 100_000,
    }),
  ],
  experiments: [headline, layout, half, phones, draft],
  landings: [
    {
      id: 'demo',
      path: LANDING,
      locale: 'en',
      experimentIds: ['headline', 'layout', 'draft'],
      combinationKeys: [
        'headline.bold',
        'layout.wide',
        'layout.short',
        'headline.bold~layout.wide',
        'headline.bold~layout.short',
      ],
      draftKeys: ['draft.other'],
    },
    {
      id: 'half',
      path: HALF_LANDING,
      locale: 'en',
      experimentIds: ['half', 'phones'],
      combinationKeys: ['half.price'],
      draftKeys: [],
    },
  ],
  forms: [
    {
      id: 'signup',
      landing: LANDING,
      thanks: '/demo/thanks/',
      fieldsByCombination: {
        '': [email, company, size, note],
        'headline.bold': [email, company, size, note],
        'layout.wide': [email, company, size, note],
        'headline.bold~layout.wide': [email, company, size, note],
        'layout.short': [email],
        'headline.bold~layout.short': [email],
      },
    },
  ],
  formMessages: formMessagesOf(['en'], {}),
  thanks: [{ path: '/demo/thanks/', landing: LANDING, keys: ['headline.bold'] }],
};

function metric(given: { id: string; source: string; match: string }) {
  return metricSchema.parse({ ...given, label: given.id, type: 'proportion', windowDays: 7 });
}

function variant(id: string, weightBp: number) {
  return { id, weightBp };
}

function template() {
  return {
    seed: 'seed',
    pages: [LANDING],
    variants: [variant('control', 5000), variant('other', 5000)],
    primary: 'signup',
  };
}

function experiment(given: Record<string, unknown>): CatalogExperiment {
  const { pages, ...definition } = experimentSchema.parse({
    title: 'An experiment',
    owner: 'Tests',
    status: 'running',
    plan: { visitors: 10_000 },
    ...given,
  });
  return { ...definition, landings: pages, fingerprint: 'f0f0f0f0' };
}
