import { describe } from 'vitest';
import { type EditRequest, propose, writeProposal } from '#site/commands/edit/propose.ts';
import { test } from './project-folder.ts';

const HEADLINE: EditRequest = {
  path: '/crm/',
  combination: '',
  place: ['sections', 0, 'lead'],
  was: '',
  value: 'Less driving for every crew.',
  target: 'page',
  fields: {},
};

describe('rewording a text of a page', () => {
  test('keeps the rest of the file byte for byte', async ({ expect, project }) => {
    const file = 'site/landing/crm.yaml';
    const before = await project.read(file);
    const lead = /lead: (.*)/.exec(before)?.[1] ?? '';
    const proposal = await propose(project.root, { ...HEADLINE, was: lead });
    if (!proposal.ok) throw new Error(proposal.sentence);
    expect(await project.read(file)).toBe(before);
    expect(await writeProposal(project.root, proposal)).toEqual({ ok: true, file });
    expect(await project.read(file)).toBe(
      before.replace(`lead: ${lead}`, `lead: ${HEADLINE.value}`),
    );
    expect(await writeProposal(project.root, proposal)).toEqual({
      ok: false,
      sentence: `${file} has changed meanwhile: nothing was written.`,
    });
  });

  test('refuses what the page would refuse, and a page that has changed', async ({
    expect,
    project,
  }) => {
    const before = await project.read('site/landing/crm.yaml');
    const was = /lead: (.*)/.exec(before)?.[1] ?? '';
    const long = await propose(project.root, { ...HEADLINE, was, value: 'x'.repeat(801) });
    expect(long).toMatchObject({ ok: false });
    expect(long.ok ? '' : long.sentence).toContain('at most 800 characters');
    expect(await propose(project.root, { ...HEADLINE, was: 'Old words' })).toEqual({
      ok: false,
      sentence: 'The page has changed meanwhile: load it again.',
    });
  });

  test('can become a draft of its own, with a hypothesis that can be wrong', async ({
    expect,
    project,
  }) => {
    const before = await project.read('site/landing/crm.yaml');
    const was = /lead: (.*)/.exec(before)?.[1] ?? '';
    const asExperiment = { ...HEADLINE, was, target: 'experiment' };
    const vague = await propose(project.root, asExperiment);
    expect(vague.ok ? '' : vague.sentence).toBe(
      'A new experiment needs metric, because, what, at-least, id and owner: fill it in.',
    );
    const fields = {
      id: 'less-driving',
      metric: 'demo-request',
      because: 'In 14 of 20 calls the owner asked about driving first.',
      what: 'The sentence below the headline promises less driving.',
      'at-least': '20%',
      owner: 'Lena',
    };
    const proposal = await propose(project.root, { ...asExperiment, fields });
    if (!proposal.ok) throw new Error(proposal.sentence);
    await writeProposal(project.root, proposal);
    const file = 'experiments/catalog/less-driving.yaml';
    expect(await project.read(file)).toContain(`hero.lead: ${HEADLINE.value}`);

    const more = await propose(project.root, {
      ...HEADLINE,
      was,
      value: 'Two hours more for every crew.',
      target: 'new:less-driving',
    });
    if (!more.ok) throw new Error(more.sentence);
    await writeProposal(project.root, more);
    const text = await project.read(file);
    expect(text.match(/weightBp: 333[34]/g)).toHaveLength(3);
    expect(text).toContain('hero.lead: Two hours more for every crew.');
    const fixed = await propose(project.root, {
      ...HEADLINE,
      was: HEADLINE.value,
      combination: 'less-driving.treatment',
      target: 'less-driving.treatment',
      value: 'Half the driving.',
    });
    expect(fixed.ok ? fixed.diff : fixed.sentence).toContain('+      hero.lead: Half the driving.');
  });
});
