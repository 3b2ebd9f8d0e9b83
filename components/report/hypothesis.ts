/** What the report shows of an experiment's hypothesis. */
export type Hypothesis = { readonly because: string; readonly change: string };
