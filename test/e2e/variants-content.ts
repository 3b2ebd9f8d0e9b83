const experiment = (id: string, page: string, treatment: string) => `id: ${id}
title: An experiment
owner: Tests
hypothesis:
  because: In 5 of 9 recordings nobody pressed the button.
  change: Something else stands there.
  audience: Everybody
  metric: cta-click
  atLeastBp: 1000
status: running
pages: [${page}]
seed: ${id}
variants:
  - { id: control, weightBp: 5000 }
  - { id: b, weightBp: 5000, ${treatment} }
primary: cta-click
plan: { visitors: 1000 }
`;

const head = (path: string, headline: string) => `path: ${path}
title: ${headline}
description: A page of the tests.
sections:
  - type: hero
    id: hero
    headline: ${headline}
    lead: It has a button.
    action: { label: Go, href: /, name: cta }
`;

const tags = (id: string) => `<Experiment id="${id}">
<Variant id="control">

${id} control text <Tick label="${id}-control" />

</Variant>
<Variant id="b">

${id} b text <Tick label="${id}-b" />

</Variant>
</Experiment>
`;

/** Ids of the experiments on /probe/: in the body, twice inside an element, and in a component. */
export const PROBED = ['in-body', 'in-element', 'beside-it', 'in-component'] as const;

/**
 * A page on which every variant has the same button with the same script, and two landings of which
 * one is the variant of the other.
 */
export const CONTENT: Readonly<Record<string, string>> = {
  'experiments/metrics.yaml':
    '- { id: cta-click, label: Clicks, type: proportion, source: click, match: cta, windowDays: 14 }\n',
  'site/landing/probe.mdx': `---
${head('/probe/', 'Probe')}---

import Tick from '../../components/probe/Tick.astro';
import Panel from '../../components/probe/Panel.astro';

Before all of it.

${tags('in-body')}
<div>
${tags('in-element')}
${tags('beside-it')}
</div>

<Panel />
`,
  'components/probe/Tick.astro': `---
interface Props {
  label: string;
}
const { label } = Astro.props;
---

<button type="button" class="tick">{label}</button>

<script>
for (const button of document.querySelectorAll<HTMLElement>('.tick')) {
  button.addEventListener('click', () => {
    button.dataset.ticked = 'yes';
  });
}
</script>
`,
  'components/probe/Panel.astro': `---
import Experiment from '../landing/Experiment.astro';
import Variant from '../landing/Variant.astro';
import Tick from './Tick.astro';
---

<Experiment id="in-component">
  <Variant id="control"><p>in-component control text <Tick label="in-component-control" /></p></Variant>
  <Variant id="b"><p>in-component b text <Tick label="in-component-b" /></p></Variant>
</Experiment>
`,
  'site/landing/long.yaml': head('/long/', 'The long page'),
  'site/landing/short.yaml': `${head('/short/', 'The short page')}index: true\n`,
  'experiments/catalog/other-page.yaml': experiment('other-page', '/long/', 'page: /short/'),
  ...Object.fromEntries(
    PROBED.map((id) => [
      `experiments/catalog/${id}.yaml`,
      experiment(id, '/probe/', 'component: true'),
    ]),
  ),
};
