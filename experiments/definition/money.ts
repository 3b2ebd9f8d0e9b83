import * as z from 'zod';

/** A currency by its ISO 4217 code. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'ISO 4217, for example EUR');
