/** A person as a form knows them; nothing in it has been hashed. */
export type Person = {
  readonly email?: string | undefined;
  /** E.164: `+442079460958`. Without its country code a number is left out, never guessed. */
  readonly phone?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly city?: string | undefined;
  /** State or province. */
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  /** ISO 3166-1 alpha-2: `GB`. */
  readonly country?: string | undefined;
  /** What the site calls the person; the lead's id. */
  readonly externalId?: string | undefined;
};

/** The facts about a person by which platforms find them. */
export const PERSON_FIELDS = [
  'email',
  'phone',
  'firstName',
  'lastName',
  'city',
  'region',
  'postalCode',
  'country',
  'externalId',
] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];
