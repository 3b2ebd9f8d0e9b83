/**
 * Stages of a lead in their order; `lost` and `refunded` may follow any. Without a schema, so that a
 * browser can take it.
 */
export const STAGES = ['lead', 'qualified', 'opportunity', 'won', 'lost', 'refunded'] as const;
