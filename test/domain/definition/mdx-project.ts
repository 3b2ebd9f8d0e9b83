import { EXPERIMENT, replaced } from './project.ts';

export const STORY_FILE = 'site/landing/story.mdx';
export const STORY_EXPERIMENT_FILE = 'experiments/catalog/story-proof.yaml';

/** An .mdx landing with texts, sections and an experiment in its body. */
export const STORY = `---
path: /story/
title: A story
description: How a week was planned.
sections:
  - type: hero
    id: hero
    headline: A week of ice
    lead: Told by those who planned it.
    action: { label: Book a demo, href: /crm/, name: cta }
  - type: body
  - type: cta
    id: close
    title: Your week
    action: { label: Book a demo, href: /crm/, name: cta }
---

## Monday

The board was **full** at six.

<Experiment id="story-proof">
<Variant id="control">

Told in words.

</Variant>
<Variant id="figures">

<Statistics
  id="week"
  title="The week in figures"
  items={[
    { value: '140', label: 'emergencies' },
    { value: '52 min', label: 'to arrival', },
  ]}
  source="Job records."
/>

</Variant>
</Experiment>

## Friday

<Testimonial id="voice" quote="Nobody stayed late." author="Sabine Thoma" role="Head of service" />
`;

/** A running experiment whose treatment the story's body draws. */
export const STORY_EXPERIMENT = replaced(
  EXPERIMENT,
  'change:\n      hero.headline: 41 minutes less driving',
  'component: true',
)
  .replace('id: headline', 'id: story-proof')
  .replace('seed: headline-1', 'seed: story-proof-1')
  .replace('id: outcome', 'id: figures')
  .replace('pages: [/crm/]', 'pages: [/story/]')
  .replace('primary: demo-request', 'primary: cta-click')
  .replace('metric: demo-request', 'metric: cta-click')
  .replace('secondary: [cta-click]\n', '');

/** The files of the story. */
export const STORY_FILES = {
  [STORY_FILE]: STORY,
  [STORY_EXPERIMENT_FILE]: STORY_EXPERIMENT,
} as const;
