import { describe, test } from 'vitest';
import {
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  experimentComplaints,
  replaced,
} from './project.ts';

const AT = 'experiments/catalog/headline.yaml';

describe('an experiment by itself', () => {
  test('has weights that make 10 000', ({ expect }) => {
    expect(experimentComplaints('weightBp: 5000 }', 'weightBp: 4000 }')).toEqual([
      `${AT}:13  variants: the weights 4000 + 5000 make 9000. Allowed: 10000 in sum.`,
    ]);
  });

  test('takes part of the traffic between nothing and everything', ({ expect }) => {
    expect(experimentComplaints('seed:', 'allocationBp: 10001\nseed:')).toEqual([
      `${AT}:12  allocationBp: is 10001. Allowed: at most 10000.`,
    ]);
    expect(experimentComplaints('seed:', 'allocationBp: 0\nseed:')).toEqual([
      `${AT}:12  warning: allocationBp: is 0: nobody takes part.`,
    ]);
  });

  test('is planned before it runs', ({ expect }) => {
    expect(experimentComplaints('plan: { visitors: 20000 }', 'plan: {}')).toEqual([
      `${AT}:21  plan.visitors: is missing: a running experiment says how many visitors it waits for. Allowed: a whole number from 100.`,
    ]);
  });

  test('says what it expects before it runs, but not as a draft', ({ expect }) => {
    const open = EXPERIMENT.replace(/hypothesis:\n(?: {2}.*\n)+/, '');
    expect(complaints({ [EXPERIMENT_FILE]: open })).toEqual([
      `${AT}:1  hypothesis: is missing: a running experiment says what it expects and why. Allowed: because, change, audience, metric and atLeastBp.`,
    ]);
    const draft = replaced(open, 'status: running', 'status: draft');
    expect(complaints({ [EXPERIMENT_FILE]: draft })).toEqual([]);
  });

  test('shows the page as it is in its control', ({ expect }) => {
    const text = '- { id: control, weightBp: 5000, change: { hero.lead: Shorter. } }';
    expect(experimentComplaints('- { id: control, weightBp: 5000 }', text)).toEqual([
      `${AT}:14  variants[0].change: the first variant is the control and shows the page as it is; "control" changes it.`,
    ]);
  });

  test('calls no two variants the same', ({ expect }) => {
    expect(experimentComplaints('- id: outcome', '- id: control')).toEqual([
      `${AT}:15  variants[1].id: two variants are called "control".`,
    ]);
  });

  test('is named like its file', ({ expect }) => {
    expect(experimentComplaints('id: headline', 'id: headlines')).toEqual([
      `${AT}:1  id: is "headlines", but the file is called "headline". Allowed: headline.`,
    ]);
  });

  test('ends after it starts, whatever the zones', ({ expect }) => {
    const dates = 'startAt: 2026-11-16T06:00:00+01:00\nendAt: 2026-11-16T05:00:00Z\nseed:';
    expect(experimentComplaints('seed:', dates)).toEqual([
      `${AT}:13  endAt: is not after startAt (2026-11-16T06:00:00+01:00).`,
    ]);
  });

  test('has a winner among its variants, and only once it ended', ({ expect }) => {
    expect(experimentComplaints('seed:', 'winner: outcom\nseed:')).toEqual([
      `${AT}:12  winner: "outcom" is no variant. Allowed: control or outcome. Did you mean "outcome"?`,
      `${AT}:12  winner: a running experiment has no winner yet.`,
    ]);
  });
});
