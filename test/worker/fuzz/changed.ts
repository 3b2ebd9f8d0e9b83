import * as fc from 'fast-check';

/** How a signed text is changed on its way back; null: not at all. */
export type Change = {
  readonly how: 'swap' | 'drop' | 'insert' | 'cut' | 'double' | 'flip-case' | 'other-part';
  readonly at: number;
  readonly character: string;
} | null;

/** Characters that survive headers, addresses and trimming, so that a change stays one. */
const CHARACTERS = [...'ABCZabcz0189-_.~'];

const faults: fc.Arbitrary<Exclude<Change, null>> = fc.record({
  how: fc.constantFrom(
    'swap',
    'swap',
    'swap',
    'drop',
    'insert',
    'cut',
    'double',
    'flip-case',
    'other-part',
  ),
  at: fc.nat(10_000),
  character: fc.constantFrom(...CHARACTERS),
});

/** Half of what comes is as it was given out. */
export const change: fc.Arbitrary<Change> = fc.oneof(fc.constant(null), faults);

/** The text after the change, and whether it is another one. */
export function changed(
  text: string,
  how: Change,
): { readonly text: string; readonly forged: boolean } {
  const after = how === null ? text : apply(text, how);
  return { text: after, forged: after !== text };
}

function apply(text: string, { how, at, character }: Exclude<Change, null>): string {
  const index = at % Math.max(1, text.length);
  const [head, tail] = [text.slice(0, index), text.slice(index + 1)];
  switch (how) {
    case 'swap':
      return head + character + tail;
    case 'drop':
      return head + tail;
    case 'insert':
      return head + character + text.slice(index);
    case 'cut':
      return head;
    case 'double':
      return text + text;
    case 'flip-case': {
      const one = text[index] ?? '';
      return head + (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()) + tail;
    }
    case 'other-part': {
      const parts = text.split('.');
      const part = parts[index % parts.length] ?? '';
      return text.replace(part, [...part].reverse().join(''));
    }
  }
}
