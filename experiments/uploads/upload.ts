import type { UploadConversion } from './conversion.ts';

/** A file that somebody uploads in the platform's own pages. */
export type UploadFile = {
  readonly kind: 'file';
  readonly name: string;
  readonly text: string;
  /** What is in it, in the order of its rows. */
  readonly conversions: readonly SoundConversion[];
};

/** One call of a platform's interface, without its credentials. */
export type UploadRequest = {
  readonly kind: 'request';
  /** From the platform's base address on, query included: `/v24.0/123/events`. */
  readonly path: string;
  /** Beside `content-type: application/json` and what authorises the sender. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** What is in it, in the order of the body. */
  readonly conversions: readonly SoundConversion[];
};

export type Upload = UploadFile | UploadRequest;

export type Json = string | number | boolean | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/**
 * A conversion in which the linter found no error for the format it is built for. Only the linter
 * makes one, so that no builder can be given anything else.
 */
export type SoundConversion = UploadConversion & { readonly [linted]: true };
declare const linted: unique symbol;

/** Without the keys that have no value: platforms refuse or misread null and ''. */
export function present(values: Readonly<Record<string, Json | null | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value == null || value === '' ? [] : [[key, value]],
    ),
  );
}

/** Runs of at most `size`, in order. */
export function inBatches<Item>(items: readonly Item[], size: number): readonly Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
