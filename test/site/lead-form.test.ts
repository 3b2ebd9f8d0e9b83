import { expect, test } from 'vitest';
import { sectionSchema } from '#experiments/definition/sections/section.ts';
import { example, page } from './examples.ts';
import { attribute, renderSections, tags } from './render.ts';

const form = example('form');
const html = await renderSections(form);
const controls = [...tags(html, 'input'), ...tags(html, 'select'), ...tags(html, 'textarea')];
const named = (name: string) => controls.find((tag) => attribute(tag, 'name') === name);

test('posts to the server without script and carries view and combination', () => {
  const [tag] = tags(html, 'form');
  expect(attribute(tag, 'method')).toBe('post');
  expect(attribute(tag, 'action')).toBe('/_tl/forms/demo');
  expect(attribute(named('tl_view'), 'value')).toBe(page.slot);
  expect(attribute(named('tl_combination'), 'value')).toBe('crm-form.short');
});

test('begins count by form-start metrics, submits by the server alone', () => {
  const [tag] = tags(html, 'form');
  expect(attribute(tag, 'data-metric-start')).toBe('demo-start');
  expect(html).not.toContain('data-metric-submit');
});

test('people never meet the honeypot', () => {
  expect(attribute(named('tl_website'), 'tabindex')).toBe('-1');
  expect(attribute(named('tl_website'), 'autocomplete')).toBe('off');
  expect(html).toMatch(
    /<div class="hidden[^>]*aria-hidden="true"[^>]*>[\s\S]{0,200}name="tl_website"/,
  );
});

test.each(form.fields)(
  '$name has a label, a described place for its error and its own name',
  (field) => {
    const control = named(field.name);
    const id = attribute(control, 'id');
    expect(tags(html, 'label').map((tag) => attribute(tag, 'for'))).toContain(id);
    const place = tags(html, 'p').find((tag) => attribute(tag, 'data-error-for') === field.name);
    expect(place).toMatch(/\shidden/);
    expect(attribute(control, 'aria-describedby')?.split(' ')).toContain(attribute(place, 'id'));
  },
);

test('asks the browser to check what the server will check', () => {
  expect(named('name')).toMatch(/\srequired/);
  expect(named('phone')).not.toMatch(/\srequired/);
  expect(attribute(named('email'), 'type')).toBe('email');
  expect(attribute(named('email'), 'autocomplete')).toBe('email');
  expect(attribute(named('note'), 'maxlength')).toBe('900');
  expect(attribute(named('name'), 'aria-describedby')).toBe('demo-name-hint demo-name-error');
});

test('offers no answer before the visitor gives one', () => {
  const options = tags(html, 'option').map((tag) => attribute(tag, 'value') ?? '');
  expect(options).toEqual(['', '1 to 9', '10 or more']);
  expect(html).not.toMatch(/\s(selected|checked)[\s>]/);
});

test('has a hidden place for a fault of the whole form', () => {
  expect(tags(html, 'p').filter((tag) => /data-form-error/.test(tag))).toEqual([
    expect.stringMatching(/role="alert".*hidden|hidden.*role="alert"/),
  ]);
});

test('a choice of few is a named group of radios with one place for its error', async () => {
  const size = { name: 'size', label: 'Crews', type: 'radio', options: ['1', '2 or more'] };
  const drawn = await renderSections(sectionSchema.parse({ ...form, fields: [size] }));
  const [group] = tags(drawn, 'div').filter((tag) => attribute(tag, 'role') === 'radiogroup');
  expect(drawn).toContain(`id="${attribute(group, 'aria-labelledby')}"`);
  expect(attribute(group, 'aria-describedby')).toBe('demo-size-error');
  const radios = tags(drawn, 'input').filter((tag) => attribute(tag, 'type') === 'radio');
  expect(radios.map((tag) => attribute(tag, 'value'))).toEqual(['1', '2 or more']);
});

test('a box to agree stands before the button and is never ticked', async () => {
  const consentBox = { label: 'Call me about Halden.' };
  const drawn = await renderSections(sectionSchema.parse({ ...form, consentBox }));
  const box = tags(drawn, 'input').find((tag) => attribute(tag, 'name') === 'consent');
  expect(box).toMatch(/type="checkbox".*required|required.*type="checkbox"/);
  expect(box).not.toMatch(/checked/);
  expect(drawn.indexOf('name="consent"')).toBeLessThan(drawn.indexOf('type="submit"'));
});

test('the box for use for ads can stay empty', async () => {
  const adUseBox = { label: 'You may tell Google.' };
  const drawn = await renderSections(sectionSchema.parse({ ...form, adUseBox }));
  const box = tags(drawn, 'input').find((tag) => attribute(tag, 'name') === 'ad_use');
  expect(box).toContain('type="checkbox"');
  expect(box).not.toMatch(/required|checked/);
});
