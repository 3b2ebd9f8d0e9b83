import { parse } from 'yaml';
import { test } from '../project-folder.ts';

const COPY = ['page', '--copy', 'crm', '--path', '/de/crm/', '--locale'];

test('copies a page as a version in another language', async ({ expect, project }) => {
  const { code, error } = await project.run('new', ...COPY, 'de');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const page = parse(await project.read('site/landing/de-crm.yaml'));
  expect(page).toMatchObject({ locale: 'de', translationOf: 'crm', path: '/de/crm/' });
  expect(page.thanks.path).toBe('/de/crm/thanks/');
  const second = await project.run(
    'new',
    'page',
    '--copy',
    'de-crm',
    '--path',
    '/at/crm/',
    '--locale',
    'de-AT',
  );
  expect(second.error).toBe('');
  expect(parse(await project.read('site/landing/at-crm.yaml'))).toMatchObject({
    locale: 'de-AT',
    translationOf: 'crm',
  });
  const alike = await project.run('new', 'page', '--copy', 'de-crm', '--path', '/de/crm-two/');
  expect(alike.error).toBe('');
  const own = parse(await project.read('site/landing/de-crm-two.yaml'));
  expect([own.locale, own.translationOf]).toEqual(['de', undefined]);
});

test('refuses a language that is none, and one that is there', async ({ expect, project }) => {
  const wrong = await project.run('new', ...COPY, 'german');
  expect(wrong.error).toContain('Did you mean "de"?');
  const same = await project.run('new', ...COPY, 'en');
  expect(same.code).toBe(1);
  expect(same.error).toContain('is in "en" already');
});
