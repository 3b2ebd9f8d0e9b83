import * as z from 'zod';
import { NETWORKS } from '../../attribution/click-ids.ts';

const patternSchema = z.string().trim().min(1).max(100);
const patternsSchema = z.union([patternSchema, z.array(patternSchema).min(1).max(50)]);

/** One rule that names a channel. All keys that it has must fit; of a list one is enough. */
export const channelRuleSchema = z
  .strictObject({
    /** Name of the channel, as reports show it. */
    channel: z.string().trim().min(1).max(60),
    /** `utm_source`, or a pattern such as partner-*; upper and lower case are one. */
    source: patternsSchema.optional(),
    /** `utm_medium`, or a pattern. */
    medium: patternsSchema.optional(),
    /** `utm_campaign`, or a pattern. */
    campaign: patternsSchema.optional(),
    /** Network whose click id came along, such as google or meta; any stands for all of them. */
    clickFrom: z.union([z.enum([...NETWORKS, 'any']), z.array(z.enum(NETWORKS)).min(1)]).optional(),
    /** What kind of site the visitor came from. */
    cameFrom: z.enum(['search', 'social', 'other site', 'nowhere']).optional(),
  })
  .refine(({ channel: _, ...rest }) => Object.values(rest).some((value) => value !== undefined), {
    message: 'fits everybody: give source, medium, campaign, clickFrom or cameFrom',
  });
export type ChannelRule = z.infer<typeof channelRuleSchema>;

/** Own rules, in order; the first that fits names the channel. The shipped ones come after them. */
export const channelsSchema = z.array(channelRuleSchema).max(100).default([]);
