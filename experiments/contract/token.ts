import * as z from 'zod';
import { LARGEST_PACKED } from '../bots/rules.ts';
import { consentModeSchema } from '../definition/settings/site.ts';
import { CLICK_ROOM, SLOT_NAME } from './slot-name.ts';

/** Most experiments that run on one page: the token of all of them travels with every view. */
export const MAX_VIEW_EXPERIMENTS = 20;

/** Why a visitor is not part of an experiment on this page. */
export const outReasonSchema = z.enum(['allocation', 'audience', 'group', 'parameter', 'paused']);
export type OutReason = z.infer<typeof outReasonSchema>;

/*
 * Keys and reasons that this build does not know are left out: a page of a newer build may meet it
 * while two versions answer in turn, and what is refused is lost. They are signed by us all the same.
 */

/** One experiment of a page as this view was served: in with a variant, or out with the reason. */
export const viewAssignmentSchema = z.union([
  z.object({
    /** Experiment id. */
    x: z.string(),
    /** Variant id. */
    v: z.string(),
    /** Epoch, from 1. */
    e: z.int().min(1),
    /** Fingerprint of the definition, 8 hex digits. */
    f: z.string(),
  }),
  z.object({ x: z.string(), o: outReasonSchema.catch('paused'), e: z.int().min(1), f: z.string() }),
]);
export type ViewAssignment = z.infer<typeof viewAssignmentSchema>;

/**
 * What the edge knew when it served a page, signed into the page. Short keys: it travels in
 * every view. A visitor with a cookie is not inside; it is bound in the signature.
 */
export const viewSchema = z.object({
  /** Nonce, a UUID: id of the view, of its exposure event and of a form's submission. */
  n: z.uuid(),
  /** Served at, epoch milliseconds. */
  t: z.int().min(0),
  /** Public path of the landing. */
  p: z.string(),
  /** Consent mode of the view; `strict` makes the nonce the unit. */
  m: consentModeSchema,
  /** In mode `cookieless` the unit: the visitor of the day. */
  u: z.uuid().optional(),
  /** Bot reason bits of the document request, and the version that looked for them. */
  b: z.int().min(0),
  /** Device class. */
  d: z.enum(['mobile', 'tablet', 'desktop']),
  /** Country, ISO 3166-1 alpha-2, or '' when unknown. */
  c: z.string().max(2),
  /** 1 when the visitor came with a valid cookie. */
  r: z.union([z.literal(0), z.literal(1)]),
  /** 1 where the visitor is recognised only because of a yes: seen before without, so in no statistic. */
  k: z.literal(1).optional(),
  /** Click ids of the address as a query, of those that have room: for a form that is sent later. */
  q: z.string().max(CLICK_ROOM).optional(),
  /** Experiments of the page. */
  a: z.array(viewAssignmentSchema).max(MAX_VIEW_EXPERIMENTS),
});
export type View = z.infer<typeof viewSchema>;

/** Characters of signing-key id, signature and separators around the payload. */
const ENVELOPE_LENGTH = 40;

/**
 * Width of a page's token slot in characters: the longest token that the page's experiments can
 * need. All values are ASCII except a path, so characters are bytes.
 */
export function slotWidth(
  path: string,
  experiments: readonly {
    readonly id: string;
    readonly variants: readonly { readonly id: string }[];
  }[],
): number {
  const longest: View = {
    n: '00000000-0000-7000-8000-000000000000',
    t: 9_999_999_999_999,
    p: path,
    m: 'cookieless',
    u: '00000000-0000-7000-8000-000000000000',
    b: LARGEST_PACKED,
    d: 'desktop',
    c: 'XX',
    r: 1,
    k: 1,
    q: '~'.repeat(CLICK_ROOM),
    a: experiments.map((experiment) => ({
      x: experiment.id,
      v: experiment.variants.reduce(
        (long, variant) => (variant.id.length > long.length ? variant.id : long),
        'allocation',
      ),
      e: 9_999,
      f: '00000000',
    })),
  };
  const characters = JSON.stringify(longest).length;
  return Math.ceil((characters * 4) / 3) + ENVELOPE_LENGTH;
}

/** The slot as the build renders it, to be replaced at the edge. */
export function emptySlot(width: number): string {
  return SLOT_NAME.padEnd(width, '~');
}
