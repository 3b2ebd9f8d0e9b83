import type { PageContext } from '#components/landing/page-context.ts';
import { emptySlot } from '#experiments/contract/token.ts';
import { type Section, sectionSchema } from '#experiments/definition/sections/section.ts';
import { wordsOf } from '#experiments/words/words-of.ts';
import checklist from '#site/gallery/checklist.png';
import crew from '#site/gallery/crew.jpg';
import yard from '#site/gallery/yard.jpg';
import { metrics } from './metrics.ts';
import { moreWritten } from './more-examples.ts';

const action = { label: 'Begin', href: '/x/', name: 'cta' };

const written: { readonly [Type in Section['type']]?: object } = {
  hero: {
    type: 'hero',
    id: 'hero',
    eyebrow: 'For crews',
    headline: 'The headline',
    lead: 'The lead',
    action,
    secondary: { label: 'Read on', href: '#faq' },
    points: ['A point'],
    art: 'board',
    artLabel: 'A board with five crews',
  },
  logos: {
    type: 'logos',
    id: 'customers',
    title: 'Customers',
    companies: [
      { name: 'Ostholm', note: 'Lifts' },
      { name: 'Marram', note: 'Heating' },
    ],
    quote: 'It helped',
    quotedFrom: 'Mira',
  },
  benefits: {
    type: 'benefits',
    id: 'changes',
    title: 'Changes',
    lead: 'What is different',
    items: [
      { icon: 'board', title: 'A plan', text: 'Made overnight' },
      { icon: 'clock', title: 'An hour', text: 'Saved each day' },
    ],
  },
  steps: {
    type: 'steps',
    id: 'day',
    title: 'A day',
    lead: 'From the log',
    items: [
      { when: '05:30', title: 'Ready', text: 'All placed' },
      { title: 'Done', text: 'All signed' },
    ],
  },
  statistics: {
    type: 'statistics',
    id: 'results',
    title: 'Results',
    items: [
      { value: '41 min', label: 'less driving' },
      { value: '+1.3', label: 'more jobs' },
    ],
    source: 'Medians of 23 customers',
  },
  testimonial: {
    type: 'testimonial',
    id: 'voice',
    quote: 'The vans are gone',
    author: 'Henrik Ostrow',
    role: 'Head of service',
    result: '34 crews',
  },
  pricing: {
    type: 'pricing',
    id: 'pricing',
    title: 'Prices',
    lead: 'One price per crew',
    plans: [
      {
        name: 'Yard',
        audience: 'Up to five',
        badge: 'Most chosen',
        prices: {
          month: { amount: '€29', unit: 'per month' },
          day: { amount: '€0.97', unit: 'per day', note: 'billed monthly' },
        },
        features: ['The board'],
        action: { label: 'Try Yard', href: '/x/', name: 'plan' },
      },
    ],
    footnote: 'Without VAT',
  },
  faq: {
    type: 'faq',
    id: 'faq',
    title: 'Questions',
    items: [{ question: 'How long?', answer: 'Nine days' }],
  },
  guarantee: {
    type: 'guarantee',
    id: 'promise',
    title: 'An hour a day',
    text: 'Or your money back',
    points: ['Ends by itself'],
  },
  form: {
    type: 'form',
    id: 'demo-form',
    form: 'demo',
    title: 'See it',
    lead: 'Tell us how you work',
    next: ['We call you'],
    fields: [
      { name: 'name', label: 'Your name', type: 'text', required: true, hint: 'As on your card' },
      { name: 'email', label: 'Work email', type: 'email', required: true, autocomplete: 'email' },
      { name: 'phone', label: 'Phone', type: 'tel' },
      { name: 'age', label: 'Age of the fleet', type: 'number' },
      { name: 'crews', label: 'Crews', type: 'select', options: ['1 to 9', '10 or more'] },
      { name: 'note', label: 'Note', type: 'textarea', maxLength: 900 },
      { name: 'terms', label: 'I agree', type: 'checkbox', required: true },
    ],
    submit: 'Request a demo',
    reassurance: 'No card',
    consent: 'Used for the demo only',
  },
  cta: {
    type: 'cta',
    id: 'close',
    title: 'Bring twenty jobs',
    text: 'Leave with a plan',
    action,
    secondary: { label: 'Call', href: 'tel:+493055501420' },
  },
  ...moreWritten,
};

/** One complete example of every section type, as a landing file would hold it. */
export const examples: readonly Section[] = Object.values(written).map((section) =>
  sectionSchema.parse(section),
);

/** The example of one type. */
export function example<Type extends Section['type']>(
  type: Type,
): Extract<Section, { type: Type }> {
  return sectionSchema.parse(written[type]) as Extract<Section, { type: Type }>;
}

/** A page for the examples to stand on. */
export const page: PageContext = {
  brand: 'Halden',
  combination: 'crm-form.short',
  slot: emptySlot(120),
  metrics,
  legal: [{ label: 'Imprint', href: '/imprint/' }],
  lang: 'en',
  words: wordsOf('en', {}),
  currency: 'EUR',
  images: { './checklist.png': checklist, './crew.jpg': crew, './yard.jpg': yard },
};
