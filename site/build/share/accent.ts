import type { Landing } from '#experiments/definition/landing/landing.ts';

/** Accent colour of a page. */
export type Accent = Landing['theme']['accent'];
