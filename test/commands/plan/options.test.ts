import { test } from 'vitest';
import { readCount, readPercent } from '#site/commands/plan/numbers.ts';
import { readOptions } from '#site/commands/plan/options.ts';
import { siteOf } from '#site/commands/plan/site-of.ts';

test.for([
  ['3%', 0.03],
  ['3 %', 0.03],
  ['3,5%', 0.035],
  ['15%', 0.15],
  ['+15%', 0.15],
  ['-15%', -0.15],
  ['\u221215%', -0.15],
  ['0.03', 0.03],
  ['0', 0],
  ['120%', 1.2],
  ['3', null],
  ['1', null],
  ['three', null],
  ['', null],
  ['3%%', null],
  ['1e3%', null],
] as const)('reads the percentage "%s" as %s', ([text, value], { expect }) => {
  expect(readPercent(text)).toBe(value);
});

test.for([
  ['400', 400],
  ['0', 0],
  ['12.5', 12.5],
  ['1,200', null],
  ['many', null],
  ['', null],
] as const)('reads the number "%s" as %s', ([text, value], { expect }) => {
  expect(readCount(text)).toBe(value);
});

test('reads an experiment and options in any order, with and without "="', ({ expect }) => {
  expect(readOptions(['--mde=-15%', 'crm-form', '--traffic', '400', '--json'])).toEqual({
    ok: true,
    experiment: 'crm-form',
    mde: -0.15,
    traffic: 400,
    json: true,
    help: false,
  });
});

test.for([
  [['--baseline', '3'], '--baseline is "3": give a percentage, for example --baseline 3%.'],
  [
    ['--traffic', '1,200'],
    '--traffic is "1,200": give a number in digits, for example --traffic 400.',
  ],
  [['--mde'], '--mde has no value: give a percentage, for example --mde 15%.'],
  [
    ['--from', '--json'],
    '--from has no value: give an address, for example --from http://127.0.0.1:8787.',
  ],
  [['--trafic', '400'], 'There is no option --trafic. Did you mean --traffic?'],
  [['--zzzzzzzz'], 'There is no option --zzzzzzzz. See npm run plan -- --help.'],
  [['--json=yes'], '--json takes no value: leave out "=yes".'],
  [
    ['crm-form', 'crm-proof'],
    '"crm-proof" after "crm-form" is one word too many: name one experiment, for example npm run plan -- crm-form --traffic 400.',
  ],
] as const)('refuses %o with a valid example', ([words, sentence], { expect }) => {
  expect(readOptions(words)).toEqual({ ok: false, sentence });
});

test('reads the local server at PORT unless another site is named', ({ expect }) => {
  const secrets = { TRUELIFT_REPORT_KEY: 'file' };
  const at = (from: string | undefined, environment: Record<string, string>) =>
    siteOf(from, { environment, secrets });
  expect(at(undefined, {})).toEqual({
    ok: true,
    asked: false,
    site: { origin: 'http://127.0.0.1:8787', key: 'file' },
  });
  expect(at(undefined, { PORT: '8800' })).toMatchObject({
    site: { origin: 'http://127.0.0.1:8800' },
  });
  expect(at('https://example.com/crm/', { TRUELIFT_REPORT_KEY: 'own' })).toEqual({
    ok: true,
    asked: true,
    site: { origin: 'https://example.com', key: 'own' },
  });
});

test('never sends the report key over plain http to another machine', ({ expect }) => {
  expect(siteOf('http://example.com', { environment: {}, secrets: {} })).toEqual({
    ok: false,
    sentence:
      '--from http://example.com would send the report key unprotected: use https, for example --from https://example.com.',
  });
});

test('refuses an address that is none', ({ expect }) => {
  expect(siteOf('here', { environment: {}, secrets: {} })).toEqual({
    ok: false,
    sentence: '--from is "here": give an address, for example --from http://127.0.0.1:8787.',
  });
});
