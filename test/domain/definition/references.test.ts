import { describe, test } from 'vitest';
import {
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  experimentComplaints,
  replaced,
} from './project.ts';

const AT = 'experiments/catalog/headline.yaml';

describe('what an experiment names', () => {
  test('is a metric that exists', ({ expect }) => {
    expect(experimentComplaints('secondary: [cta-click]', 'secondary: [cta-clicks]')).toEqual([
      `${AT}:20  secondary[0]: no metric is called "cta-clicks". Allowed: demo-request or cta-click. Did you mean "cta-click"?`,
    ]);
  });

  test('is a landing that exists, with its slashes', ({ expect }) => {
    expect(experimentComplaints('pages: [/crm/]', 'pages: [crm]')).toEqual([
      `${AT}:11  pages[0]: no landing is at crm. Allowed: /crm/. Did you mean "/crm/"?`,
    ]);
  });

  test('may be a pattern of landings', ({ expect }) => {
    expect(experimentComplaints('pages: [/crm/]', 'pages: [/c*]')).toEqual([]);
  });

  test('is a metric that its pages fire: an error for the primary one', ({ expect }) => {
    const metrics = `- { id: demo-request, label: Demos, type: proportion, source: submit, match: demos, windowDays: 14 }
- { id: cta-click, label: Clicks, type: proportion, source: click, match: buy, windowDays: 14 }
`;
    expect(complaints({ 'experiments/metrics.yaml': metrics })).toEqual([
      `${AT}:19  primary: nothing on /crm/ fires "demo-request" (submit demos) in variant "control". Allowed: demo. Did you mean "demo"?`,
      `${AT}:20  warning: secondary[0]: nothing on /crm/ fires "cta-click" (click buy) in variant "control". Allowed: cta.`,
      expect.stringContaining('no metric counts "demo"'),
    ]);
  });

  test('is one that would do, where there is one', ({ expect }) => {
    const metrics = `- { id: demo-request, label: Demos, type: proportion, source: submit, match: elsewhere, windowDays: 14 }
- { id: crm-requests, label: Requests, type: proportion, source: submit, match: demo, windowDays: 14 }
- { id: cta-click, label: Clicks, type: proportion, source: click, match: cta, windowDays: 14 }
`;
    expect(complaints({ 'experiments/metrics.yaml': metrics })).toEqual([
      `${AT}:19  primary: nothing on /crm/ fires "demo-request" (submit elsewhere) in variant "control". Allowed: crm-requests. Did you mean "crm-requests"?`,
    ]);
  });

  test('is fired in every variant, also where a change takes the button away', ({ expect }) => {
    const change = "hero.action: { label: Book, href: '#demo-form' }";
    expect(experimentComplaints('hero.headline: 41 minutes less driving', change)).toEqual([
      `${AT}:20  warning: secondary[0]: nothing on /crm/ fires "cta-click" (click cta) in variant "outcome".`,
    ]);
  });

  test('is free once it has ended, for pages move on', ({ expect }) => {
    const ended = replaced(
      EXPERIMENT,
      'status: running',
      'status: ended\nlearned: Owners read it.',
    );
    const moved = replaced(replaced(ended, '/crm/', '/old/'), 'hero.headline', 'top.title');
    expect(complaints({ [EXPERIMENT_FILE]: moved })).toEqual([]);
  });
});
