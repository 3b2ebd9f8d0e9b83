import { areaY, dot, lineY, plot, rectX, ruleX, ruleY, text } from '@observablehq/plot';

/** What the charts use of the library: maps, clusters and the like stay out of the Worker. */
export const plotParts = { areaY, dot, lineY, plot, rectX, ruleX, ruleY, text };
export type Plot = typeof plotParts;
