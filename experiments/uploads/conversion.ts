import type { ConsentSnapshot } from '../contract/consent.ts';
import type { Money } from '../revenue/deal-state.ts';
import type { PersonField } from './person.ts';

/** Report a conversion, take one back, or correct its value. */
export type UploadAction = 'new' | 'retract' | 'restate';

/**
 * One conversion on its way to one platform: what every format is made from. Times are epoch
 * milliseconds; each format turns them into the unit of its platform.
 */
export type UploadConversion = {
  /**
   * By which the platform tells repeats apart: order id, transaction id, event id. The same in a
   * later retraction or restatement. Never an e-mail address or a name.
   */
  readonly id: string;
  readonly action: UploadAction;
  /**
   * The platform's own name of what happened, as configured for the stage: conversion action
   * (Google), goal (Microsoft), event name (Meta, TikTok, GA4), conversion rule id (LinkedIn).
   */
  readonly event: string;
  /** Google's numeric id of the conversion action, which its Data Manager wants instead of a name. */
  readonly actionId?: string | undefined;
  /** When the conversion happened; of a retraction or restatement, the original one's. */
  readonly occurredAt: number;
  /** When it was lost, refunded or corrected. With `retract` and `restate` only. */
  readonly adjustedAt?: number | undefined;
  /** With `restate` the value that is right now; null where the conversion has none. */
  readonly value: Money | null;
  /** With `retract` and `restate`: what was reported first. */
  readonly reported?: Money | null | undefined;
  /**
   * Click ids by lower-case parameter (`gclid`, `gbraid`, `wbraid`, `msclkid`, `fbclid`,
   * `li_fat_id`, `ttclid`), byte for byte.
   */
  readonly clicks: Readonly<Record<string, string>>;
  /** When the click arrived; absent where unknown. */
  readonly clickedAt?: number | undefined;
  readonly cookies: UploadCookies;
  /** SHA-256 of `digestInputs` for this platform, as 64 hex digits in lower case. */
  readonly digests: Readonly<Partial<Record<PersonField, string>>>;
  /** `plainInputs` for this platform. */
  readonly plain?: Readonly<Partial<Record<PersonField, string>>> | undefined;
  readonly consent: Pick<ConsentSnapshot, 'adUserData' | 'adPersonalization' | 'gpc'>;
  /** The site's id of the lead; '' of an order without one. */
  readonly leadId: string;
  /** `experiment:variant`, only where the site asked for it. */
  readonly variant?: string | undefined;
  /** Where it happened, for events of a website. */
  readonly page?: UploadPage | undefined;
};

/** Cookies that platforms set, byte for byte. */
export type UploadCookies = {
  /** `_fbp` */
  readonly fbp?: string | undefined;
  /** `_fbc`; where absent it is made from `fbclid` and the time of the click. */
  readonly fbc?: string | undefined;
  /** Last two parts of `_ga`: `1234567890.1769955000`. */
  readonly gaClientId?: string | undefined;
  /** Session id in `_ga_<stream>`: `1769955000`. */
  readonly gaSessionId?: string | undefined;
  /** `_ttp` */
  readonly ttp?: string | undefined;
};

export type UploadPage = {
  readonly url: string;
  readonly userAgent?: string | undefined;
  readonly ip?: string | undefined;
};
