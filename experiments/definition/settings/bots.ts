import * as z from 'zod';
import { BOT_REASON_NAMES, type BotReason } from '../../bots/reasons.ts';
import { BOT_RULES, BOT_RULES_VERSION } from '../../bots/rules.ts';

const reasonSchema = z.enum(BOT_REASON_NAMES as [BotReason, ...BotReason[]]);

/**
 * `bots` of site.yaml: who is left out of the statistics. Reasons are stored with every visitor, so a
 * change here applies to all who are on record, and to no decision that was taken.
 */
export const botsSchema = z
  .strictObject({
    /** Version of the rules. */
    rules: z.literal(BOT_RULES.map(({ version }) => version)).default(BOT_RULES_VERSION),
    /** Reasons that leave a visitor out as well: datacentre. */
    also: z.array(reasonSchema).default([]),
    /** Reasons that do not, whatever the rules say. */
    keep: z.array(reasonSchema).default([]),
  })
  .prefault({});
