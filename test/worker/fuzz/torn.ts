import * as fc from 'fast-check';

/** Sometimes the body is cut, doubled or preceded by something. */
export const torn = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  fc.integer({ min: 1, max: 400 }),
);
/** The body as it then comes. */
export const tear = (body: string, how: number) =>
  how === 0
    ? body
    : how % 3 === 0
      ? `\ufeff${body}`
      : how % 3 === 1
        ? body.slice(0, how)
        : body + body;
