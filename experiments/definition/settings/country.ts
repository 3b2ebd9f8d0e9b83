import * as z from 'zod';

/** A country as definitions name it. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2, for example DE');
