import * as fc from 'fast-check';

/** What would be an element, an attribute or a script of ours to the browser if it stood unescaped. */
const MARKS = [
  '"><tl-x onx=tlxss>',
  "'><tl-x onx='tlxss'>",
  '<tl-x>',
  '" onx="tlxss',
  "' onx='tlxss",
  '<script>tlxss()</script>',
  '</script><script>tlxss()</script>',
  '</textarea></title></style><tl-x>',
  '--><tl-x>',
  ']]><tl-x>',
  'javascript:tlxss()',
  '<img src=x onerror=tlxss()>',
  '&lt;tl-x&gt;&quot; onx=tlxss',
  '\\u003ctl-x\\u003e',
] as const;

/** Openings of formulas, https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULAS = [
  '=1+1',
  '+1',
  '-1+1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '","=1+1',
  'a\r\n=1',
  '"=1',
  ',=1',
];

const ODD = [
  '',
  ' ',
  '\u0000',
  '\r\nX-Injected: 1',
  '\ud800',
  '\u202e',
  '\u2028',
  '%',
  '%00',
  '%0d%0aX-Injected:1',
  '%E4%FF',
  '%2f%2fevil.example',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  '../../..',
  '((trade))',
  '((handoff:x:first:))',
  'tlslot~~~~',
  "'; DROP TABLE leads;--",
  '?1 $1 :a @b',
  '__proto__',
  'constructor',
  'NaN',
  '1e400',
  '-0',
  '9007199254740993',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '👩🏽‍💻',
  'İı',
] as const;

/** Text of somebody who means no good, or whose keyboard is odd. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...MARKS) },
  { weight: 2, arbitrary: fc.constantFrom(...FORMULAS) },
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom<string>(...MARKS, ...FORMULAS, ...ODD), { minLength: 2, maxLength: 4 })
      .map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.nat(9_000).map((times) => '<tl-x>'.repeat(times % 300)) },
);

/** Mostly what is expected there, else hostile. */
export function mostly(...expected: readonly [string, ...string[]]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...expected) },
    { weight: 1, arbitrary: hostile },
  );
}

/** Anything that JSON can say, with hostile texts, and with names that every object has. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostile,
    fc.constantFrom(null, true, 0, -1, 1.5, 1e21, 9007199254740991, 'won', [], {}),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(hostile, tie('value')), { maxLength: 3 }).map(Object.fromEntries),
    fc.constantFrom({ toString: 1, valueOf: 1 }, JSON.parse('{"__proto__":{"x":1}}'), [[[[[]]]]]),
  ),
})).value;

/** A well-formed object of which mostly nothing, sometimes one key, is exchanged for anything. */
export function bent<T extends Readonly<Record<string, unknown>>>(
  sound: fc.Arbitrary<T>,
): fc.Arbitrary<Record<string, unknown>> {
  const fault = fc.option(fc.tuple(fc.nat(20), anyJson), { freq: 2 });
  return fc.tuple(sound, fault).map(([value, exchanged]) => {
    if (exchanged === null) return { ...value };
    const names = Object.keys(value);
    return { ...value, [names[exchanged[0] % names.length] ?? 'x']: exchanged[1] };
  });
}

/** Headers cannot hold every text: what a browser or a program would not send is left out. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').trim();
}
