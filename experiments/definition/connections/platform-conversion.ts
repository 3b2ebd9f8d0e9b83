import * as z from 'zod';

/** Stages of a sale that platforms can be told of; the ways to end become corrections. */
export const REPORTED_STAGES = ['lead', 'qualified', 'opportunity', 'won'] as const;
export type ReportedStage = (typeof REPORTED_STAGES)[number];

const conversion = {
  /** Stage of the sale that counts there: lead, qualified, opportunity or won. */
  stage: z.enum(REPORTED_STAGES),
  /**
   * What the platform calls it, letter by letter: the conversion action (Google), the goal
   * (Microsoft), the event (Meta, TikTok, GA4), the number of the conversion rule (LinkedIn).
   */
  event: z.string().trim().min(1).max(100),
  /**
   * What it is told to be worth: `none`; `amount`, what the deal brought; `expected`, what such a
   * lead brings on average, before its deal has closed; `fixed`, always the same.
   */
  value: z.enum(['none', 'amount', 'expected', 'fixed']).default('none'),
  /** With `value: fixed`: the value in minor units (cents) of the site's currency. */
  fixedMinor: z.int().positive().optional(),
};

type Given = {
  readonly stage: ReportedStage;
  readonly value: string;
  readonly fixedMinor?: number | undefined;
};

/** One conversion that a platform is told of. */
export const platformConversionSchema = z.strictObject(conversion).superRefine(valueFaults);

/** The same for Google, whose Data Manager wants a number instead of a name. */
export const googleConversionSchema = z
  .strictObject({
    ...conversion,
    /** Number of the conversion action: `ctId` in its address in Google Ads. With `send: api` only. */
    actionId: z
      .string()
      .regex(/^\d{1,20}$/, 'digits only')
      .optional(),
  })
  .superRefine(valueFaults);

export type PlatformConversion = z.infer<typeof platformConversionSchema> & {
  readonly actionId?: string | undefined;
};

function valueFaults({ stage, value, fixedMinor }: Given, context: z.core.$RefinementCtx): void {
  const complain = (key: string, message: string) =>
    context.addIssue({ code: 'custom', path: [key], message });
  if (value === 'fixed' && fixedMinor === undefined) {
    complain('fixedMinor', 'a fixed value needs an amount in cents, for example 25000');
  }
  if (value !== 'fixed' && fixedMinor !== undefined) {
    complain('fixedMinor', 'an amount stands beside "value: fixed" alone');
  }
  if (value === 'amount' && stage !== 'won') {
    complain(
      'value',
      'only a deal that is won has an amount; before that, "expected" estimates it',
    );
  }
  if (value === 'expected' && stage === 'won') {
    complain('value', 'a deal that is won has its amount: write "amount"');
  }
}
