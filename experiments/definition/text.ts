import * as z from 'zod';

/** One line that stands alone: a headline, a label. */
export const lineSchema = z.string().trim().min(1).max(160);

/** A short paragraph of plain text; markup is shown as typed, never interpreted. */
export const paragraphSchema = z.string().trim().min(1).max(800);
