import { expect, test } from 'vitest';
import { metricIds } from '#components/landing/page-context.ts';
import { example, page } from './examples.ts';
import { attribute, renderSections, tags } from './render.ts';

test('a named link carries the ids of all click metrics that match it', async () => {
  const html = await renderSections(example('hero'));
  const [begin, readOn] = tags(html, 'a');
  expect(attribute(begin, 'data-metric')).toBe('cta-click any-click');
  expect(readOn).not.toContain('data-metric');
});

test('a name that no metric matches leaves no attribute', async () => {
  expect(await renderSections(example('pricing'))).not.toContain('data-metric');
});

test('a metric matches by its source as well as by its name', () => {
  expect(metricIds(page.metrics, 'form-start', 'demo')).toBe('demo-start');
  expect(metricIds(page.metrics, 'click', 'demo')).toBeUndefined();
  expect(metricIds(page.metrics, 'click', undefined)).toBeUndefined();
});
