import { describe, test } from 'vitest';
import { foldKeyword, keywordText, normaliseKeyword } from '#experiments/contract/keyword-text.ts';
import { allowedTexts, keywordSchema } from '#experiments/definition/keyword/keyword.ts';
import { compiledPattern } from '#experiments/definition/keyword/keyword-pattern.ts';
import { complaints, LANDING, LANDING_FILE, replaced } from './project.ts';

const TRADE = `keywords:
  - { name: trade, parameter: utm_term, default: Dispatch, allow: [Heating, Solar] }
`;
const WITH_SLOT = replaced(LANDING, 'Every crew knows', '((trade)) – every crew knows') + TRADE;

function landingComplaints(text: string): readonly string[] {
  return complaints({ [LANDING_FILE]: text }).filter((line) => !line.includes('not locked'));
}

describe('values of keyword slots', () => {
  test('are read as people would have typed them', ({ expect }) => {
    expect(normaliseKeyword('  heating \t\n software ')).toBe('heating software');
    expect(normaliseKeyword('Wa\u0308rme')).toBe('Wärme');
    expect(normaliseKeyword('\u202Eabc\u202C\u0000\u200B\uFEFF')).toBe('abc');
    expect(normaliseKeyword(' \u200E\u0007 ')).toBeNull();
    expect(normaliseKeyword('half \uD800 pair')).toBeNull();
    expect(normaliseKeyword('lost \uFFFD bytes')).toBeNull();
  });

  test('are those of the list, in its own spelling, whatever their case', ({ expect }) => {
    const slot = {
      parameter: 'utm_term',
      fallback: 'Dispatch',
      texts: new Map(allowedTexts({ 'heating software': 'Heating', wärme: 'Wärme' })),
      pattern: null,
      maxLength: 10,
    };
    expect(keywordText(slot, 'HEATING  Software')).toBe('Heating');
    expect(keywordText(slot, 'WA\u0308RME')).toBe('Wärme');
    expect(keywordText(slot, 'plumbing')).toBeNull();
    expect(keywordText(slot, null)).toBeNull();
    expect(keywordText(slot, '')).toBeNull();
  });

  test('fall back where they are too long; they are never cut', ({ expect }) => {
    const slot = {
      parameter: 'q',
      fallback: '',
      texts: null,
      pattern: compiledPattern('[\\p{L} ]+') ?? null,
      maxLength: 5,
    };
    expect(keywordText(slot, 'Solar')).toBe('Solar');
    expect(keywordText(slot, 'Solars')).toBeNull();
    expect(keywordText(slot, 'Sol4r')).toBeNull();
    expect(keywordText(slot, 'a'.repeat(8_192))).toBeNull();
    expect(foldKeyword('SOLAR ')).toBe('solar');
  });
});

describe('declared slots', () => {
  const accepts = (slot: object) =>
    keywordSchema.safeParse({ name: 'trade', parameter: 'utm_term', default: 'x', ...slot });

  test('take a list, a map or a pattern, and one of them', ({ expect }) => {
    expect(accepts({ allow: ['Heating'] }).success).toBe(true);
    expect(accepts({ allow: { 'heating software': 'Heating' } }).success).toBe(true);
    expect(accepts({ pattern: '[\\p{L} -]+' }).success).toBe(true);
    expect(accepts({}).success).toBe(false);
    expect(accepts({ allow: ['Heating'], pattern: '.+' }).success).toBe(false);
  });

  test('refuse texts that could never stand there', ({ expect }) => {
    expect(accepts({ allow: ['Heating', 'HEATING'] }).success).toBe(false);
    expect(accepts({ allow: ['Heating'], maxLength: 6 }).success).toBe(false);
    expect(accepts({ allow: ['Heating'], default: '((trade))' }).success).toBe(false);
    expect(accepts({ allow: { '\u200B': 'Heating' } }).success).toBe(false);
  });

  const SLOW = ['(a+)+', '(a|a)*b', 'a*a*a*a*b', '(?=a)a', '(a)\\1', '(?:a){2,}', 'a{1,9}+'];
  for (const pattern of SLOW) {
    test(`refuse the pattern ${pattern}, which could take long or is none`, ({ expect }) => {
      expect(accepts({ pattern }).success).toBe(false);
    });
  }

  test('accept classes that look like repetitions', ({ expect }) => {
    expect(accepts({ pattern: '[*+{}()]+(?: x)?' }).success).toBe(true);
    expect(accepts({ pattern: '[a-z]*' }).success, 'the empty value').toBe(false);
  });
});

describe('slots in texts', () => {
  test('may stand in texts of the page, and in those of its variants', ({ expect }) => {
    expect(landingComplaints(WITH_SLOT)).toEqual([]);
  });

  test('name a slot that is declared', ({ expect }) => {
    expect(landingComplaints(replaced(WITH_SLOT, '((trade))', '((trde))'))).toEqual([
      'site/landing/crm.yaml:7  sections[0].headline: is "((trde)) – every crew knows where to be": no keyword slot is called "trde"; there is trade, and the nearest is ((trade)).',
    ]);
    expect(landingComplaints(replaced(WITH_SLOT, TRADE, '')).join()).toContain(
      'no keyword slot is called "trade"; declare it under keywords, or use single parentheses',
    );
  });

  test('are written in one way', ({ expect }) => {
    expect(landingComplaints(replaced(WITH_SLOT, '((trade))', '(( trade ))')).join()).toContain(
      'a keyword slot is written ((trade)), without spaces',
    );
    expect(landingComplaints(replaced(WITH_SLOT, '((trade))', 'A {{trade}}')).join()).toContain(
      'a keyword slot is written ((trade))',
    );
    expect(landingComplaints(replaced(WITH_SLOT, '((trade))', '((see below))'))).toEqual([]);
  });

  const NO_TEXT: readonly (readonly [string, string])[] = [
    ["href: '#demo-form'", "href: 'https://x.example/((trade))'"],
    ['We use these details', 'We use these ((trade)) details'],
    ['title: Thank you', 'title: Thank you ((trade))'],
    ['label: Phone, type: tel', 'label: Phone, type: tel, autocomplete: ((trade))'],
  ];
  for (const [from, to] of NO_TEXT) {
    test(`are refused in ${to}`, ({ expect }) => {
      expect(landingComplaints(replaced(WITH_SLOT, from, to)).join()).toContain(
        'a keyword slot fills texts only',
      );
    });
  }
});
